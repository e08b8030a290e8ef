// In place of `@hapi/b64`, whose stream encoders load Node's module `stream`. hawk uses this one function
// of it, and only for bewits, which BVNK does not use.
exports.base64urlEncode = (value) => Buffer.from(value).toString('base64url');
