/** The one address of several webhook processes, as a load balancer has it: each request goes to the next. */
import { createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export class Door {
	private next = 0;
	/** Addresses of the processes behind it. */
	behind: string[] = [];

	private constructor(private readonly server: Server) {}

	/** Opens it, with nobody behind it yet. */
	static async open(): Promise<Door> {
		const server = createServer((request, response) => {
			const to = door.behind[door.next++ % door.behind.length];
			if (!to) return void response.writeHead(503).end();
			const { method = 'GET', url = '/', headers } = request;
			const passed = send(`${to}${url}`, { method, headers }, (answer) => {
				response.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.pipe(response);
			});
			passed.on('error', () => response.destroy());
			request.pipe(passed);
		});
		const door = new Door(server);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return door;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	close(): void {
		this.server.close();
		this.server.closeAllConnections();
	}
}
