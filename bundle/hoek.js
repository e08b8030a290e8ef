// In place of `@hapi/hoek`: what hawk and boom use of it. Its other files use `process` and `setTimeout`,
// which n8n does not let community nodes use.
exports.assert = require('@hapi/hoek/lib/assert');
exports.escapeHeaderAttribute = require('@hapi/hoek/lib/escapeHeaderAttribute');
// only for flat objects, and only where hawk checks a server's own signature, which BVNK's has not
exports.clone = (value) => ({ ...value });
