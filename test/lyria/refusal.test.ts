import { describe, expect, test } from 'vitest';
import { closeFailure, httpFailure } from '../../src/lyria/refusal.ts';

const YOUNG_MS = 5_000;
const OLD_MS = 600_100;

describe('closeFailure', () => {
  test.each([
    [1011, '', OLD_MS, 'lyria.session-limit', 'now'],
    [1011, 'The service is currently unavailable.', YOUNG_MS, 'lyria.outage', 'soon'],
    [1011, 'You exceeded your current quota', YOUNG_MS, 'lyria.quota', 'later'],
    [1011, 'Resource has been exhausted', OLD_MS, 'lyria.quota', 'later'],
    [1008, 'Resource has been exhausted (e.g. check quota).', YOUNG_MS, 'lyria.quota', 'later'],
    [1007, 'API key not valid. Please pass a valid API key.', YOUNG_MS, 'lyria.bad-key', 'never'],
    [1007, 'User location is not supported for the API use.', YOUNG_MS, 'lyria.region', 'never'],
    [1006, 'User location is not supported for the API use.', YOUNG_MS, 'lyria.region', 'never'],
    [1008, 'Your project has been denied access.', YOUNG_MS, 'lyria.denied', 'never'],
    [1006, '', YOUNG_MS, 'lyria.dropped', 'soon'],
    [1006, '', OLD_MS, 'lyria.dropped', 'soon'],
    [1013, '', YOUNG_MS, 'lyria.dropped', 'soon'],
    [1011, '', YOUNG_MS, 'lyria.outage', 'soon'],
    [1007, 'Request contains an invalid argument.', YOUNG_MS, 'lyria.rejected', 'never'],
    [1008, '', YOUNG_MS, 'lyria.rejected', 'never'],
    [1000, '', YOUNG_MS, 'lyria.dropped', 'soon'],
    [4999, 'whatever', YOUNG_MS, 'lyria.dropped', 'soon'],
  ])('%i "%s" after %i ms: %s, retry %s', (code, reason, ageMs, expected, retry) => {
    const failure = closeFailure(code, reason, ageMs);
    expect(failure).toMatchObject({ code: expected, retry });
    expect(failure.operatorText).toContain(String(code));
    expect(failure.memberText).not.toBe('');
  });
});

describe('httpFailure', () => {
  test.each([
    [400, '{"error":{"message":"API key not valid. Please pass"}}', 'lyria.bad-key', 'never'],
    [400, '{"error":{"message":"User location is not supported"}}', 'lyria.region', 'never'],
    [400, '', 'lyria.rejected', 'never'],
    [401, '', 'lyria.bad-key', 'never'],
    [403, '', 'lyria.denied', 'never'],
    [404, '', 'lyria.rejected', 'never'],
    [408, '', 'lyria.dropped', 'soon'],
    [429, '', 'lyria.quota', 'later'],
    [503, '', 'lyria.outage', 'soon'],
    [302, '', 'lyria.rejected', 'never'],
    [200, 'Hello', 'lyria.rejected', 'never'],
  ])('%i %s: %s, retry %s', (status, body, code, retry) => {
    expect(httpFailure(status, body)).toMatchObject({ code, retry });
  });
});
