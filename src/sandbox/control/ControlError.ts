import type { z } from 'zod';

/** Why the control API refuses: an HTTP status, a stable code, and words for a person. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function notFound(what: string): ControlError {
  return new ControlError(404, 'request.notFound', `There is no ${what}.`);
}

/** @throws ControlError naming every field that does not fit. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the request'}: ${message}`,
  );
  throw new ControlError(400, 'request.invalid', problems.join('; '));
}
