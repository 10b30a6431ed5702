/** Shapes that several environment variables share, and how one is documented. */
import { z } from 'zod';

/** What README.md, .env.example and the compose files say of a variable; Markdown, in one line. */
export interface VariableDoc {
  /** What it is, or what happens with it; begins small and ends without a full stop. */
  readonly about: string;
  /** What counts when it is not set. */
  readonly default: string;
  /** For whoever fills in .env.example. */
  readonly hint?: string;
  /** The image sets it so, because another value would be out of reach in there. */
  readonly inImage?: string;
}

export const variableDocs = z.registry<VariableDoc>();
/** Both ends may be had. */
export const ranges = z.registry<{ readonly least: number; readonly most: number }>();

/** An optional variable with what is said of it. */
export function variable<Shape extends z.ZodType>(shape: Shape, doc: VariableDoc) {
  const optional = shape.optional();
  variableDocs.add(optional, doc);
  return optional;
}

export const url = (protocols: readonly string[]) => {
  const error = `must be a URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`;
  return z
    .string()
    .refine((text) => protocols.includes(URL.parse(text)?.protocol ?? ''), { error, abort: true })
    .refine((text) => !/^[^/]*\/\/[^/]*@/.test(text), {
      error: 'must not hold a name or a password: URLs end up in logs',
      abort: true,
    })
    .refine((text) => !URL.parse(text)?.searchParams.has('key'), {
      error: 'must not hold the key: put it into GEMINI_API_KEY',
      abort: true,
    });
};

/** Something is appended to it, with a slash between. */
export const baseUrl = url(['http:', 'https:'])
  .refine((text) => !/[?#]/.test(text), {
    error: 'must end with its path: without ? or # and what follows',
    abort: true,
  })
  .refine((text) => !/\/v\d+(?:beta|alpha)?\/*$/.test(text), {
    error: 'must end before the version, such as /v10, which the bot adds by itself',
  })
  .transform((text) => text.replace(/\/+$/, ''));

export const snowflake = z.string().regex(/^\d{17,20}$/, {
  error:
    'must be the id of one server: 17 to 20 digits, from Copy Server ID in the menu of the server',
});

/** @param why what is wrong with numbers outside */
function numberFrom(least: number, most: number, unit: string, why: string, pattern: RegExp) {
  const error = `must be ${unit} from ${least} to ${most}: ${why}`;
  return z
    .string()
    .regex(pattern, { error, abort: true })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error });
}

export const seconds = (least: number, most: number, why: string) =>
  numberFrom(least, most, 'a plain number of seconds', why, /^\d{1,9}(\.\d{1,3})?$/)
    .transform((value) => value * 1_000)
    .register(ranges, { least, most });

export const minutes = (least: number, most: number, why: string) =>
  numberFrom(least, most, 'a plain number of minutes', why, /^\d{1,9}(\.\d{1,3})?$/)
    .transform((value) => value * 60_000)
    .register(ranges, { least, most });

export const count = (least: number, most: number, why: string) =>
  numberFrom(least, most, 'a whole number', why, /^\d{1,9}$/).register(ranges, { least, most });

/** A model's name, with or without what Google's lists put before it. */
export const modelName = (known: string, other: RegExp, error: string) =>
  z
    .string()
    .regex(/^(?:models\/)?[\w. -]+$/, {
      error: `must be the name of a model, such as ${known}`,
      abort: true,
    })
    .refine((name) => !other.test(name), { error })
    .transform((name) => name.replace(/^models\//, ''));

/** One of a few words, in whatever case. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z
    .string()
    .toLowerCase()
    .pipe(z.enum(words, { error: `must be one of ${words.join(', ')}` }));
