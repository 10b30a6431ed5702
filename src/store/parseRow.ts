import { z } from 'zod';
import { storeFailure } from './failure.ts';

/** A column that holds JSON of a given shape. */
export function json<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/**
 * @param what table and guild, for the operator
 * @throws FailureError<StoreFailure> `store.invalid`; names columns, never what stands in them
 */
export function parseRow<T>(schema: z.ZodType<T>, row: unknown, what: string): T {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`);
  throw storeFailure(
    'store.invalid',
    `${what} does not make sense and was left as it is (${problems.join('; ')})`,
  );
}
