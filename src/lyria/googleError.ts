import { z } from 'zod';

/** What a body that explains a refusal says, as far as it can be read. */
export interface GoogleError {
  /** In words; the whole body where it is plain text, nothing where it is a page. */
  readonly message: string;
  /** gRPC's name, such as `RESOURCE_EXHAUSTED`. */
  readonly status?: string;
  /** The `ErrorInfo`s' reasons, such as `API_KEY_INVALID`. */
  readonly reasons: readonly string[];
  /** From a `RetryInfo`. */
  readonly retryAfterMs?: number;
}

const detail = z.looseObject({
  reason: z.string().optional().catch(undefined),
  retryDelay: z.string().optional().catch(undefined),
});
const body = z.object({
  error: z.looseObject({
    message: z.string().default('').catch(''),
    status: z.string().optional().catch(undefined),
    details: z.array(detail.catch({})).default([]).catch([]),
    /** The older form of Google's APIs: `reason` in camelCase. */
    errors: z.array(detail.catch({})).default([]).catch([]),
  }),
});
/** OAuth's form, and the simplest of proxies. */
const plainBody = z.object({ error: z.string(), error_description: z.string().default('') });
const anyBody = z.union([
  body,
  z.tuple([body], z.unknown()).transform(([first]) => first),
  plainBody,
]);

/** Protobuf's JSON for a duration. */
const DURATION = /^(\d+(?:\.\d+)?)s$/;
/** A page was written by something on the way (a proxy, a portal): its words are not Google's. */
const PAGE = /^\s*<(!doctype|html|head|\?xml)/i;

/** Reads the (beginning of a) body. Never throws: what is no JSON is its own message. */
export function readErrorBody(text: string): GoogleError {
  const parsed = anyBody.safeParse(jsonOf(text));
  if (!parsed.success) return { message: PAGE.test(text) ? '' : text, reasons: [] };
  const { data } = parsed;
  if (typeof data.error !== 'object') {
    const description = 'error_description' in data ? data.error_description : '';
    return { message: `${data.error} ${description}`, reasons: [] };
  }
  const { message, status, details, errors } = data.error;
  const retryAfterMs = details.map(({ retryDelay }) => durationMs(retryDelay)).find(isGiven);
  return {
    message,
    ...(status === undefined ? {} : { status }),
    reasons: [...details, ...errors].flatMap(({ reason }) =>
      reason === undefined ? [] : [reason],
    ),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function durationMs(text: string | undefined): number | undefined {
  const seconds = DURATION.exec(text ?? '')?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}

function isGiven(value: number | undefined): value is number {
  return value !== undefined;
}
