/**
 * Starts a server before the tests of a file, resets it before each of them, and closes it after the last.
 *
 * @returns the server for use inside tests and hooks: it does not exist before they run
 */
export function shared<Server extends { close(): Promise<void> }>(
	start: () => Promise<Server>,
	reset: (server: Server) => void,
): Server {
	let server: Server | undefined;
	const started = (): Server => {
		if (!server) throw new Error('The server is started before the first test, and not earlier');
		return server;
	};
	beforeAll(async () => void (server = await start()));
	beforeEach(() => reset(started()));
	afterAll(async () => await server?.close());
	return new Proxy({} as Server, {
		get: (_, name) => Reflect.get(started(), name) as unknown,
		set: (_, name, value) => Reflect.set(started(), name, value),
	});
}
