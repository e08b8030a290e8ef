/** Ends what a test process has started, when that process is killed and cannot do it itself. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

/** A process that outlives this one; `outlive.mjs` is what it does. */
export class Guard {
	private readonly child: ChildProcess;

	constructor() {
		this.child = spawn(process.execPath, [path.join(__dirname, 'outlive.mjs')], {
			stdio: ['pipe', 'ignore', 'ignore'],
			// not in the group of this process, which may be killed as a whole
			detached: true,
		});
		this.child.unref();
	}

	/** Takes care of a process: by its id, once it has one. */
	readonly ofProcess = (pid: number | undefined): void => this.tell({ pid });

	/** Takes care of a folder. */
	ofFolder(folder: string): void {
		this.tell({ folder });
	}

	/** Lets go: everything has ended in the usual way. */
	end(): void {
		this.child.kill('SIGKILL');
	}

	private tell(what: { pid?: number | undefined; folder?: string }): void {
		this.child.stdin?.write(`${JSON.stringify(what)}\n`);
	}
}
