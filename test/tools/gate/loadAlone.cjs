// Loads JavaScript files of a package where nothing but n8n-workflow and Node's `crypto` can be had, as in
// an n8n that has installed the package: `node loadAlone.cjs <package folder> <file>...`.
//
// Prints JSON: for each file its exports, and the names and icons of the classes among them. On stdin may be
// requests to sign, as JSON `{ credential, requests: [{ credentials, options }] }`: then also what the credential
// of that class name makes of each.

const { readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const [folder, ...files] = process.argv.slice(2);
const load = Module._load;

Module._load = function (request, parent, ...rest) {
	const isOwn = parent?.filename?.startsWith(folder + path.sep);
	// the repository's, as the package itself has none
	if (isOwn && request === 'n8n-workflow') return require(request);
	if (!isOwn || /^(\.|(node:)?crypto$)/.test(request)) {
		return load.call(this, request, parent, ...rest);
	}
	throw new Error(`${parent.filename} asks for ${request}`);
};

const loaded = files.map((file) => {
	const exported = require(path.join(folder, file));
	const classes = Object.entries(exported).filter(([, value]) => typeof value === 'function');
	return {
		file,
		exports: Object.keys(exported),
		classNames: classes.map(([, value]) => value.name),
		icons: classes.flatMap(([, value]) => iconsOf(new value())),
	};
});

/** The icon files that a node or credential names, relative to its own file. */
function iconsOf({ icon, description }) {
	return Object.values(icon ?? description?.icon ?? {}).map((file) => file.replace('file:', ''));
}

async function sign() {
	const input = readFileSync(0, 'utf8');
	if (!input) return [];
	const { credential: className, requests } = JSON.parse(input);
	const credential = new (require(folder)[className])();
	return await Promise.all(
		requests.map(({ credentials, options }) => credential.authenticate(credentials, options)),
	);
}

void sign().then((signed) => process.stdout.write(JSON.stringify({ loaded, signed })));
