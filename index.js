// The package's classes for `require('n8n-nodes-bvnk-onboarding')`. n8n itself does not read this file; it
// loads the same files by the same list.
const { n8n } = require('./package.json');

for (const file of [...n8n.credentials, ...n8n.nodes]) {
	Object.assign(exports, require(`./${file}`));
}
