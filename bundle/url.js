// In place of Node's module `url`, which n8n does not let community nodes load. hawk parses strings with
// its legacy parser; the signer gives it URL objects, so this only has to exist.
exports.URL = URL;
exports.parse = (text) => new URL(text);
