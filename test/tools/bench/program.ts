/** Programs of the benchmark that run in a process of their own, on the Node.js that n8n runs on. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..', '..', '..');
const NODE_24 = path.join(ROOT, '.cache', 'real-n8n', 'node_modules', '.bin', 'node');

/** A running program that does one task after the other: see `serve.mjs` for its other end. */
export class Program {
	private constructor(private readonly child: ChildProcess) {}

	/** @param file its path */
	static start(file: string): Program {
		const child = spawn(NODE_24, [file], {
			stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
			env: { ...process.env, NODE_ENV: 'production' },
		});
		return new Program(child);
	}

	/**
	 * Has a task done.
	 *
	 * @returns what the program answers: JSON
	 * @throws Error with the program's own words when it fails, or when it has ended
	 */
	async call<T>(task: string, given: unknown = {}): Promise<T> {
		const { child } = this;
		return await new Promise((resolve, reject) => {
			const ended = () => reject(new Error(`${child.spawnargs.join(' ')} has ended`));
			child.once('exit', ended);
			child.once('message', ({ value, error }: { value: T; error?: string }) => {
				child.off('exit', ended);
				if (error === undefined) resolve(value);
				else reject(new Error(error));
			});
			child.send({ task, given });
		});
	}

	/** Ends the process. */
	async end(): Promise<void> {
		const { child } = this;
		if (child.exitCode !== null || child.signalCode !== null) return;
		const exited = new Promise((resolve) => child.once('exit', resolve));
		child.kill();
		await exited;
	}
}

/** Starts a program, and ends it after its use. */
export async function withProgram<T>(file: string, use: (program: Program) => Promise<T>) {
	const program = Program.start(file);
	try {
		return await use(program);
	} finally {
		await program.end();
	}
}

/** What the program is on which programs and n8n run: `24.21.0`. */
export async function nodeVersion(): Promise<string> {
	return await withProgram(
		path.join(__dirname, 'version.mjs'),
		async (program) => await program.call('version'),
	);
}
