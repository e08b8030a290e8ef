import {
	isNetworkCode,
	isWorthRetrying,
	pauseBeforeRetry,
	retryAfterMs,
} from '../../nodes/shared/http/retry';

afterEach(() => jest.restoreAllMocks());

describe('which answers are asked for again', () => {
	test.each([429, 502, 503, 504])('%i', (status) => expect(isWorthRetrying(status)).toBe(true));

	test.each([200, 202, 301, 400, 401, 403, 404, 405, 408, 409, 422, 500, 501, 505])(
		'not %i',
		(status) => expect(isWorthRetrying(status)).toBe(false),
	);
});

describe('which failures are the network’s', () => {
	test.each(['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'ECONNABORTED', 'ENOTFOUND', 'EAI_AGAIN'])(
		'%s',
		(code) => expect(isNetworkCode(code)).toBe(true),
	);

	test.each([undefined, '', 'ERR_CANCELED', 'CERT_HAS_EXPIRED', 'ERR_INVALID_URL'])(
		'not %s',
		(code) => expect(isNetworkCode(code)).toBe(false),
	);
});

describe('the pause before the next try', () => {
	const longest = (tries: number) => {
		jest.spyOn(Math, 'random').mockReturnValue(1 - Number.EPSILON);
		return Math.round(pauseBeforeRetry(tries));
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

		expect(pauseBeforeRetry(3)).toBe(0);
		expect(pauseBeforeRetry(3)).toBe(1000);
	});

	test('is never shorter than Retry-After asks for', () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);

		expect(pauseBeforeRetry(1, '7')).toBe(7000);
	});

	test('is not cut short by a Retry-After of zero', () => {
		jest.spyOn(Math, 'random').mockReturnValue(0.5);

		expect(pauseBeforeRetry(2, '0')).toBe(500);
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
