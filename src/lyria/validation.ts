import type { z } from 'zod';
import { FailureError } from '../failure.ts';
import type { LyriaFailure } from './failure.ts';
import { lyriaFailure } from './failureTexts.ts';

/**
 * Checks what is about to be sent.
 *
 * @throws FailureError `lyria.invalid`, naming every field that is wrong and its range; never a
 * value, since members type them.
 */
export function validated<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  subject: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${[subject, ...issue.path.map(String)].join('.')} ${issue.message}`,
  );
  throw new FailureError<LyriaFailure>(lyriaFailure('lyria.invalid', `${problems.join('; ')}.`));
}
