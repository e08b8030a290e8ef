/** Redis and PostgreSQL of the system: where they are, and what to install where they are not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Debian keeps PostgreSQL's programs here, in a folder for each version, and not on the PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** The paths of what queue mode needs. */
export interface Programs {
	redisServer: string;
	initdb: string;
	postgres: string;
	psql: string;
}

/** The programs that are there; those that are not have no entry. */
function findPrograms(): Partial<Programs> {
	const debian = existsSync(DEBIAN)
		? readdirSync(DEBIAN)
				.sort((a, b) => Number(b) - Number(a))
				.map((version) => path.join(DEBIAN, version, 'bin'))
		: [];
	const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), ...debian];
	const find = (name: string) =>
		folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
	// one version of PostgreSQL only: its programs stand beside each other
	const bin = path.dirname(find('initdb') ?? '');
	const beside = (name: string) => [path.join(bin, name)].find((file) => existsSync(file));
	return {
		redisServer: find('redis-server'),
		initdb: beside('initdb'),
		postgres: beside('postgres'),
		psql: beside('psql') ?? find('psql'),
	};
}

/** All of them, or undefined where one is missing: then says so, visibly, and what to install. */
export function findAllPrograms(): Programs | undefined {
	const programs = findPrograms();
	const missing = Object.entries(programs)
		.filter(([, file]) => !file)
		.map(([name]) => name);
	if (missing.length === 0) return programs as Programs;
	process.stderr.write(
		`SKIPPED: the tests in n8n's queue mode, because ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not installed here (on Debian: apt-get install redis-server postgresql)\n`,
	);
	return undefined;
}

/** Whom PostgreSQL runs as, because it refuses to run as root; undefined: as whoever runs the tests. */
export function postgresUser(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const users = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'));
	const user = ['postgres', 'nobody']
		.map((name) => users.find(([login]) => login === name))
		.find(Boolean);
	if (!user) throw new Error('There is no user but root that PostgreSQL could run as');
	return { uid: Number(user[2]), gid: Number(user[3]) };
}
