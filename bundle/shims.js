// What n8n's rules for community nodes forbid inside bundled packages, and the file of this folder that is
// bundled in its place.
module.exports = { url: 'url.js', '@hapi/hoek': 'hoek.js', '@hapi/b64': 'b64.js' };
