import type { z } from 'zod';

/** The names in `value` that the schema does not know: another version of the protocol, or a slip. */
export function unknownFields(
  schema: z.ZodObject,
  value: Readonly<Record<string, unknown>>,
): string[] {
  return Object.keys(value).filter((name) => !Object.hasOwn(schema.shape, name));
}
