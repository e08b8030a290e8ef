/** `npm start`, as a person starts and stops it. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..', '..');
const TEST_MS = 120_000;

test(
	'starts an n8n that the printed login opens, with every example, and leaves nothing after Ctrl+C',
	async () => {
		const temporary = await mkdtemp(path.join(tmpdir(), 'npm-start-'));
		// a process group of its own, to which Ctrl+C goes as a whole
		const child = spawn(process.execPath, ['test/start/run.mjs'], {
			cwd: ROOT,
			detached: true,
			env: { ...process.env, TMPDIR: temporary },
		});
		let output = '';
		const ended = new Promise((resolve) => child.once('close', resolve));
		const started = new Promise<void>((resolve, reject) => {
			for (const stream of [child.stdout, child.stderr]) {
				stream.on('data', (chunk: Buffer) => {
					output += chunk.toString('utf8');
					if (output.includes('Ctrl+C')) resolve();
				});
			}
			void ended.then(() => reject(new Error(`It ended before it had started:\n${output}`)));
		});
		try {
			await started;
			const printed = (label: string) =>
				new RegExp(`^${label} +(.*)$`, 'm').exec(output)?.[1] ?? '';
			const portal = await fetch(printed('Portal').split(',')[0]!);
			expect(await portal.text()).toContain('Add webhook');
			const url = printed('n8n');
			const login = await fetch(`${url}/rest/login`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({
					emailOrLdapLoginId: printed('E-mail'),
					password: printed('Password'),
				}),
			});
			expect(login.status).toBe(200);
			const cookie = login.headers.getSetCookie().map((one) => one.split(';')[0]);
			const listed = await fetch(`${url}/rest/workflows`, {
				headers: { cookie: cookie.join('; ') },
			});
			const { data } = (await listed.json()) as { data: Array<{ name: string }> };
			expect(printed('Workflows').split('; ').sort()).toEqual(data.map(({ name }) => name).sort());
			const examples = await readdir(path.join(ROOT, 'examples'));
			expect(data).toHaveLength(examples.filter((name) => name.endsWith('.json')).length);

			process.kill(-child.pid!, 'SIGINT');
			expect(await ended).toBe(0);
			await expect(fetch(url)).rejects.toThrow();
			const left = await readdir(temporary);
			expect(left.filter((name) => name.startsWith('bvnk-onboarding'))).toEqual([]);
		} finally {
			if (child.exitCode === null) process.kill(-child.pid!, 'SIGKILL');
			await rm(temporary, { recursive: true, force: true });
		}
	},
	TEST_MS,
);
