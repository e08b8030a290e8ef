import { isNetworkCode, noAnswer, wasNotSent } from '../../nodes/shared/http/network';
import { RETRY, retryAfterMs, retryDelay } from '../../nodes/shared/http/retry';

afterEach(() => jest.restoreAllMocks());

describe('which answers are asked for again', () => {
	test.each([408, 429, 502, 503, 504])('%i', (status) =>
		expect(RETRY.statuses.has(status)).toBe(true),
	);

	test.each([200, 202, 301, 400, 401, 403, 404, 405, 409, 422, 500, 501, 505])('not %i', (status) =>
		expect(RETRY.statuses.has(status)).toBe(false),
	);
});

describe('which failures are the network’s', () => {
	test.each([
		...['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'ECONNABORTED', 'ENOTFOUND', 'EAI_AGAIN'],
		...['HPE_INVALID_CONSTANT', 'Z_DATA_ERROR', 'ERR_SSL_WRONG_VERSION_NUMBER', 'EPROTO'],
	])('%s', (code) => expect(isNetworkCode(code)).toBe(true));

	test.each([undefined, 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT'])('not %s', (code) =>
		expect(isNetworkCode(code)).toBe(false),
	);
});

describe('a failure of which it is certain that nothing was sent', () => {
	test.each([undefined, 'ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'CERT_HAS_EXPIRED'])(
		'%s',
		(code) => expect(wasNotSent({ code, words: '' })).toBe(true),
	);

	test.each(['ECONNRESET', 'ETIMEDOUT', 'HPE_INVALID_CONSTANT', 'Z_DATA_ERROR', 'ANYTHING_ELSE'])(
		'not %s',
		(code) => expect(wasNotSent({ code, words: '' })).toBe(false),
	);
});

test('the code is found down the chain of causes, also in errors of another realm', () => {
	const thrown = { message: 'outer', cause: { message: 'inner', code: 'ECONNRESET' } };

	expect(noAnswer(thrown)).toEqual({ code: 'ECONNRESET', words: 'inner' });
});

describe('the pause before the next try', () => {
	const longest = (tries: number) => {
		jest.spyOn(Math, 'random').mockReturnValue(1 - Number.EPSILON);
		return Math.round(retryDelay(tries));
	};

	test.each([
		[1, 500],
		[2, 1000],
		[3, 2000],
		[6, 16_000],
		[7, 30_000],
		[9, 30_000],
		[2000, 30_000],
	])('after try %i is at most %i ms', (tries, ms) => expect(longest(tries)).toBe(ms));

	test('is drawn from the whole range, so that many do not come back together', () => {
		jest.spyOn(Math, 'random').mockReturnValueOnce(0).mockReturnValueOnce(0.5);

		expect(retryDelay(3)).toBe(0);
		expect(retryDelay(3)).toBe(1000);
	});

	test('is never shorter than Retry-After asks for', () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);

		expect(retryDelay(1, 7000)).toBe(7000);
	});

	test('is not cut short by a Retry-After of zero', () => {
		jest.spyOn(Math, 'random').mockReturnValue(0.5);

		expect(retryDelay(2, 0)).toBe(500);
	});
});

describe('Retry-After', () => {
	beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 9, 1, 10, 0, 0)));

	test.each([
		['5', 5000],
		[' 5 ', 5000],
		['0', 0],
		['60', 60_000],
		['61', 60_000],
		['86400', 60_000],
		['99999999999999999999999', 60_000],
		['Thu, 01 Oct 2026 10:00:12 GMT', 12_000],
		['Thu, 01 Oct 2026 11:00:00 GMT', 60_000],
		['Thu, 01 Oct 2026 09:00:00 GMT', 0],
		['soon', 0],
		['-5', 0],
		['', 0],
		[undefined, 0],
	])('%j is %i ms', (header, ms) => expect(retryAfterMs(header)).toBe(ms));
});
