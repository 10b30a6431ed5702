import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closeFailure, httpFailure } from '#src/lyria/refusal.ts';
import { readRetryAfter } from '#src/lyria/retryAfter.ts';
import { ENGLISH } from '#src/texts/texts.ts';

const YOUNG_MS = 5_000;
const OLD_MS = 600_100;

/** What the service, or its kin, has been seen to say, and what it might as well say. */
const TEXTS: readonly (readonly [text: string, code: string])[] = [
  // The key.
  ['API key not valid. Please pass a valid API key.', 'bad-key'],
  ['Your API key was reported as leaked. Please use another API key.', 'bad-key'],
  ['API key expired. Please renew the API key.', 'bad-key'],
  ['API Key not found. Please pass a valid API key.', 'bad-key'],
  ["Permission denied: Consumer 'api_key:[secret]' has been suspended.", 'bad-key'],
  ["Consumer 'project_number:42' has been suspended.", 'bad-key'],
  ['The provided API key has been revoked.', 'bad-key'],
  ['This key was disabled because it was found in a public repository.', 'bad-key'],
  ['Unknown API key', 'bad-key'],
  ['The credential is no longer valid.', 'bad-key'],
  ['Invalid key [secret]', 'bad-key'],
  ['The API key is compromised and has been blocked', 'bad-key'],
  ['API_KEY_INVALID', 'bad-key'],
  ['The provided API key has an IP address restriction. The originating IP address', 'bad-key'],
  ["Method doesn't allow unregistered callers (callers without established identity).", 'bad-key'],
  ['Request had invalid authentication credentials.', 'bad-key'],
  ['generic::unauthenticated: who are you', 'bad-key'],
  // The project.
  ['Your project has been denied access. Please contact support.', 'denied'],
  [
    'Generative Language API has not been used in project 42 before or it is disabled. Enable it by',
    'denied',
  ],
  ['Generative Language API is not enabled for project 42.', 'denied'],
  ['SERVICE_DISABLED', 'denied'],
  ['The API has been turned off for this project', 'denied'],
  ['The caller does not have permission', 'denied'],
  ['[ORIGINAL ERROR] generic::permission_denied: no way', 'denied'],
  ['Your account has been terminated for violating the Terms of Service', 'denied'],
  // Money.
  ['Your prepayment credits are depleted. Please add credits', 'billing'],
  ['Your project has exceeded its monthly spending cap.', 'billing'],
  ['The spend limit of this project was reached', 'billing'],
  ['Insufficient credits', 'billing'],
  ['You have no credits left: your balance is too low', 'billing'],
  [
    'This API method requires billing to be enabled. Please enable billing on project 42',
    'billing',
  ],
  ['The billing account for the owning project is disabled in state closed', 'billing'],
  ['Payment required', 'billing'],
  ['All credits of the free trial have expired', 'billing'],
  ['Monthly budget exceeded for this project', 'billing'],
  // Quota.
  ['You exceeded your current quota, please check your plan and billing details.', 'quota'],
  ['Resource has been exhausted (e.g. check quota).', 'quota'],
  ['RESOURCE_EXHAUSTED', 'quota'],
  ["Quota exceeded for quota metric 'Sessions' of consumer 'project_number:42'.", 'quota'],
  ['Too many requests, please try again later.', 'quota'],
  ['Rate limit exceeded', 'quota'],
  ['You have reached the limit of concurrent sessions', 'quota'],
  ['The quota of API key [key] is exhausted', 'quota'],
  ['Requests per minute: 10 allowed', 'quota'],
  // The region.
  ['User location is not supported for the API use.', 'region'],
  ['Gemini API free tier is not available in your country. Please enable billing', 'region'],
  ["This service isn't offered in your region", 'region'],
  ['unsupported_country_region_territory', 'region'],
  ['Lyria is unavailable in your territory.', 'region'],
  // The model.
  [
    'models/lyria-9 is not found for API version v1beta, or is not supported for bidiGenerateMusic',
    'model',
  ],
  ['The model lyria-realtime-exp does not exist', 'model'],
  ['Unsupported model', 'model'],
  ['This model has been retired; choose another', 'model'],
  ['Model lyria-realtime-exp is no longer available.', 'model'],
  // Overload, and whatever else is over soon.
  ['The service is currently unavailable.', 'outage'],
  ['The model is overloaded. Please try again later.', 'outage'],
  ['This model is currently experiencing high demand.', 'outage'],
  ['Deadline expired before operation could complete.', 'outage'],
  ['Internal error encountered.', 'outage'],
  ['An internal error has occurred. Please retry', 'outage'],
  ['The region us-central1 is temporarily unavailable', 'outage'],
  ['Server busy', 'outage'],
  ['The request timed out', 'outage'],
  ['generic::internal', 'outage'],
  ['upstream connect error: out of capacity', 'outage'],
  ['DEADLINE_EXCEEDED', 'outage'],
];

/** Nobody can tell what these mean, so they may pass. */
const UNCLEAR: readonly string[] = [
  '',
  'Operation is not implemented, or supported, or enabled.',
  'Request contains an invalid argument.',
  'Invalid JSON payload received. Unknown name "key" at \'setup\'',
  'Precondition check failed',
  'Nope',
];

/** Whether a wait or a person is needed, by code. */
const RETRIES: Readonly<Record<string, string>> = {
  'bad-key': 'never',
  denied: 'never',
  billing: 'later',
  quota: 'later',
  region: 'never',
  model: 'never',
  outage: 'soon',
};

describe('what a text means', () => {
  test.each(TEXTS)('"%s": %s, whatever the code beside it', (text, code) => {
    const expected = { code: `lyria.${code}`, retry: RETRIES[code] };
    for (const close of [1000, 1006, 1007, 1008, 1011]) {
      const failure = closeFailure(close, text, YOUNG_MS);
      expect(failure).toMatchObject(expected);
      expect(failure.operatorText).toContain(text.replace(/\s+/g, ' '));
      expect(ENGLISH.put(failure.memberText)).not.toContain(text);
    }
    for (const status of [400, 403, 429, 503]) {
      expect(httpFailure(status, text)).toMatchObject(expected);
      const body = JSON.stringify({ error: { code: status, message: text, status: 'UNKNOWN' } });
      expect(httpFailure(status, body)).toMatchObject(expected);
      expect(httpFailure(status, `[${body}]`)).toMatchObject(expected);
    }
  });

  test.each(TEXTS)(
    '"%s", cut where a close frame ends, is not read as something else',
    (text, code) => {
      const cut = Buffer.from(text).subarray(0, 123).toString('utf8');
      expect(closeFailure(1008, cut, YOUNG_MS).code).toBe(`lyria.${code}`);
    },
  );

  test.each(UNCLEAR)('"%s" may pass', (text) => {
    for (const code of [1007, 1008]) {
      expect(closeFailure(code, text, YOUNG_MS)).toMatchObject({
        code: 'lyria.rejected',
        retry: 'unsure',
      });
    }
    expect(httpFailure(400, text)).toMatchObject({ code: 'lyria.rejected', retry: 'unsure' });
  });

  test('nothing that is said is ever taken for final without a reason', () => {
    const word = fc.constantFrom('the', 'music', 'stream', 'could', 'be', 'started', 'frame', '42');
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 12 }),
        fc.integer({ min: 1000, max: 4999 }),
        (words, code) => {
          if (code === 3000 || code === 3003) return;
          expect(closeFailure(code, words.join(' '), YOUNG_MS).retry).toMatch(/soon|unsure/);
        },
      ),
    );
  });
});

describe('closeFailure', () => {
  test.each([
    [1011, '', OLD_MS, 'lyria.session-limit', 'now'],
    [1011, 'Session duration limit exceeded', OLD_MS, 'lyria.session-limit', 'now'],
    [1011, 'Internal error encountered.', OLD_MS, 'lyria.session-limit', 'now'],
    // Half a minute early is still its age, and no sooner.
    [1011, '', 570_000, 'lyria.session-limit', 'now'],
    [1011, '', 569_999, 'lyria.outage', 'soon'],
    [1011, 'Resource has been exhausted', OLD_MS, 'lyria.quota', 'later'],
    [1006, '', YOUNG_MS, 'lyria.dropped', 'soon'],
    [1006, '', OLD_MS, 'lyria.dropped', 'soon'],
    [1001, '', YOUNG_MS, 'lyria.dropped', 'soon'],
    [1012, '', YOUNG_MS, 'lyria.outage', 'soon'],
    [1013, '', YOUNG_MS, 'lyria.dropped', 'soon'],
    [1011, '', YOUNG_MS, 'lyria.outage', 'soon'],
    [1008, '', OLD_MS, 'lyria.rejected', 'unsure'],
    [1000, '', YOUNG_MS, 'lyria.dropped', 'soon'],
    [4999, 'whatever', YOUNG_MS, 'lyria.dropped', 'soon'],
  ])('%i "%s" after %i ms: %s, retry %s', (code, reason, ageMs, expected, retry) => {
    const failure = closeFailure(code, reason, ageMs);
    expect(failure).toMatchObject({ code: expected, retry });
    expect(failure.operatorText).toContain(String(code));
    expect(ENGLISH.put(failure.memberText)).not.toBe('');
  });
});

/** As Google's APIs answer. */
function body(code: number, status: string, message: string, ...details: object[]): string {
  return JSON.stringify({ error: { code, message, status, details } }, undefined, 2);
}
function errorInfo(reason: string): object {
  return { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' };
}
const PAGE =
  '<!DOCTYPE html><html lang=en><title>Error</title><p>Your API key was not found, quota exceeded.';

describe('httpFailure', () => {
  test.each<[number, string, string]>([
    [400, body(400, 'INVALID_ARGUMENT', 'No.', errorInfo('API_KEY_INVALID')), 'lyria.bad-key'],
    [403, body(403, 'PERMISSION_DENIED', 'No.', errorInfo('SERVICE_DISABLED')), 'lyria.denied'],
    [403, body(403, 'PERMISSION_DENIED', 'No.', errorInfo('CONSUMER_SUSPENDED')), 'lyria.bad-key'],
    [403, body(403, 'PERMISSION_DENIED', 'No.', errorInfo('BILLING_DISABLED')), 'lyria.billing'],
    [
      403,
      body(403, 'PERMISSION_DENIED', 'No.', errorInfo('API_KEY_SERVICE_BLOCKED')),
      'lyria.bad-key',
    ],
    [403, body(403, 'PERMISSION_DENIED', 'No.', errorInfo('NEVER_HEARD_OF')), 'lyria.denied'],
    [429, body(429, 'RESOURCE_EXHAUSTED', 'No.', errorInfo('RATE_LIMIT_EXCEEDED')), 'lyria.quota'],
    [400, body(400, 'FAILED_PRECONDITION', 'No.'), 'lyria.region'],
    [400, body(400, 'INVALID_ARGUMENT', 'No.'), 'lyria.rejected'],
    [500, body(500, 'INTERNAL', 'No.'), 'lyria.outage'],
    [499, body(499, 'CANCELLED', 'No.'), 'lyria.outage'],
    [400, '{"error":{"code":"not a', 'lyria.rejected'],
    [400, '{"error":null}', 'lyria.rejected'],
    [401, '{"error":"invalid_client","error_description":"no"}', 'lyria.bad-key'],
    [400, '{"error":{"details":[7,{"reason":"API_KEY_INVALID"}]}}', 'lyria.bad-key'],
    [400, '', 'lyria.rejected'],
    [401, '', 'lyria.bad-key'],
    [402, '', 'lyria.billing'],
    [403, '', 'lyria.denied'],
    [404, '', 'lyria.rejected'],
    [408, '', 'lyria.dropped'],
    [429, '', 'lyria.quota'],
    [451, '', 'lyria.region'],
    [501, '', 'lyria.rejected'],
    [502, '', 'lyria.outage'],
    [503, '', 'lyria.outage'],
    [302, '', 'lyria.rejected'],
    [200, 'Log in: your session has expired, no quota.', 'lyria.rejected'],
    [404, PAGE, 'lyria.rejected'],
    [429, PAGE, 'lyria.quota'],
    [502, PAGE, 'lyria.outage'],
    [403, PAGE, 'lyria.denied'],
  ])('%i %s: %s', (status, text, code) => {
    const failure = httpFailure(status, text);
    expect(failure.code).toBe(code);
    expect(failure.operatorText).toContain(String(status));
    expect(failure.operatorText).not.toContain('\n');
  });

  test('how long to wait is taken from the head, or else from the body', () => {
    const retryInfo = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.5s' };
    const text = body(429, 'RESOURCE_EXHAUSTED', 'No.', errorInfo('RATE_LIMIT'), retryInfo);
    expect(httpFailure(429, text).retryAfterMs).toBe(34_500);
    expect(httpFailure(429, text, 20_000).retryAfterMs).toBe(20_000);
    expect(httpFailure(503, '')).not.toHaveProperty('retryAfterMs');
  });

  test('never throws, whatever the body', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.oneof(fc.string(), fc.json()),
        (status, text) => {
          expect(httpFailure(status, text).operatorText.length).toBeLessThan(1_200);
        },
      ),
    );
  });
});

const NOW_MS = Date.parse('2026-11-27T12:00:00Z');
test.each<[string | undefined, string | undefined, number | undefined]>([
  ['20', undefined, 20_000],
  [' 20 ', undefined, 20_000],
  ['0', undefined, undefined],
  ['-5', undefined, undefined],
  ['soon', undefined, undefined],
  ['', undefined, undefined],
  [undefined, undefined, undefined],
  ['Fri, 27 Nov 2026 12:01:30 GMT', undefined, 90_000],
  ['Fri, 27 Nov 2026 11:59:00 GMT', undefined, undefined],
  // The clock here may be wrong; the service's own tells how long it means.
  ['Fri, 27 Nov 2026 20:01:00 GMT', 'Fri, 27 Nov 2026 20:00:00 GMT', 60_000],
])('Retry-After %j (Date %j): %j ms', (text, date, expected) => {
  expect(readRetryAfter(text, NOW_MS, date)).toBe(expected);
});
