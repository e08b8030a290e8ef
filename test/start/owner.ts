/** Who owns the n8n that `RealN8n` starts: what a person, or a test in a browser, logs in with. */
export const OWNER = { email: 'owner@n8n.test', password: 'Owner-pass-1' };
