// The package's classes for `require('n8n-nodes-bvnk-onboarding')`. n8n itself does not read this file: it
// loads the files that package.json names.
module.exports = require('./dist/bundle.js');
