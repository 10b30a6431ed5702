import { z } from 'zod';

/** A complaint with Discord's own code, for `ctx.addIssue` in refinements. */
export function complaint(
  code: string,
  message: string,
  path: (string | number)[] = [],
): { code: 'custom'; message: string; path: (string | number)[]; params: { code: string } } {
  return { code: 'custom', message, path, params: { code } };
}

/** Text of a length in characters (code points, as Discord counts). */
export function text(minLength: number, maxLength: number) {
  return z.string().superRefine((value, ctx) => {
    const { length } = [...value];
    if (length >= minLength && length <= maxLength) return;
    // An empty text where one is needed counts as missing.
    if (length === 0) ctx.addIssue(complaint('BASE_TYPE_REQUIRED', 'This field is required'));
    else ctx.addIssue(badLength(minLength, maxLength));
  });
}

/** An array of a length; what is in it is judged as well. */
export function list<Item extends z.ZodType>(item: Item, minLength: number, maxLength: number) {
  return z.array(item).superRefine((value, ctx) => {
    if (value.length >= minLength && value.length <= maxLength) return;
    ctx.addIssue(badLength(minLength, maxLength));
  });
}

function badLength(minLength: number, maxLength: number) {
  if (minLength === 0) {
    return complaint('BASE_TYPE_MAX_LENGTH', `Must be ${maxLength} or fewer in length.`);
  }
  return complaint(
    'BASE_TYPE_BAD_LENGTH',
    `Must be between ${minLength} and ${maxLength} in length.`,
  );
}

const ID = /^\d{1,20}$/;

/** An id, as a text or, as some libraries send it, as a number. */
export const snowflake = z
  .union([z.string(), z.int().min(0).transform(String)])
  .superRefine((value, ctx) => {
    if (ID.test(value) && BigInt(value) > 0n) return;
    ctx.addIssue(complaint('NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`));
  });

/** Permission bits: a number, mostly too large for one, so that it comes as a text. */
export const permissionBits = z
  .union([z.string(), z.int().transform(String)])
  .superRefine((value, ctx) => {
    if (ID.test(value)) return;
    ctx.addIssue(complaint('NUMBER_TYPE_COERCE', `Value "${value}" is not int.`));
  })
  .transform((bits) => (ID.test(bits) ? BigInt(bits) : 0n));

/** Text of at most so many characters, and not none. */
export const someText = (maxLength: number) =>
  text(0, maxLength).superRefine((value, ctx) => {
    if (value === '') ctx.addIssue(complaint('BASE_TYPE_REQUIRED', 'This field is required'));
  });

export const flagBits = z.int().min(0);

const ALLOWED_SCHEMES = new Set(['http:', 'https:', 'attachment:']);

/** A link that Discord would fetch or that names an uploaded file. */
export const mediaUrl = z.string().superRefine((value, ctx) => {
  const url = URL.parse(value);
  if (url !== null && ALLOWED_SCHEMES.has(url.protocol)) return;
  const scheme = url?.protocol.slice(0, -1) ?? '';
  ctx.addIssue(
    complaint(
      'URL_TYPE_INVALID_SCHEME',
      `Scheme "${scheme}" is not supported. Scheme must be one of ('http', 'https', 'attachment').`,
    ),
  );
});

/** A link that a person opens. */
export const linkUrl = (maxLength: number) =>
  text(1, maxLength).superRefine((value, ctx) => {
    const protocol = URL.parse(value)?.protocol;
    if (protocol === 'http:' || protocol === 'https:' || protocol === 'discord:') return;
    ctx.addIssue(
      complaint(
        'URL_TYPE_INVALID_SCHEME',
        `Scheme "${protocol?.slice(0, -1) ?? ''}" is not supported. Scheme must be one of ('discord', 'https', 'http').`,
      ),
    );
  });

export const isoTime = z.string().refine((value) => !Number.isNaN(Date.parse(value)), {
  error: 'Could not parse as an ISO8601 timestamp.',
  params: { code: 'DATETIME_TYPE_PARSE' },
});
