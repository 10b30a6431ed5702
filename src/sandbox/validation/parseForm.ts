import type { z } from 'zod';
import { type FormIssue, InvalidForm } from './formErrors.ts';

type ZodIssue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/**
 * Parses a request body; unknown fields are dropped, as Discord does.
 *
 * @param at Where the value stands in the whole body, for the errors' paths.
 * @throws InvalidForm with every problem found.
 */
export function parseForm<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  at: Path = [],
): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw new InvalidForm(result.error.issues.flatMap((issue) => translate(issue, at)));
}

/** Refuses with one complaint about one field. */
export function refuse(path: Path, code: string, message: string): never {
  throw new InvalidForm([{ path, code, message }]);
}

function translate(issue: ZodIssue, at: Path): FormIssue[] {
  const path = [...at, ...issue.path.map((part) => (typeof part === 'symbol' ? 'symbol' : part))];
  if (issue.code === 'invalid_union' && issue.discriminator === undefined) {
    // No alternative fits: what the first one lacks says it as well as any.
    return (issue.errors[0] ?? []).flatMap((inner) => translate(inner, path));
  }
  return [{ path, ...words(issue) }];
}

function words(issue: ZodIssue): Omit<FormIssue, 'path'> {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, issue.input);
    case 'too_big':
    case 'too_small':
      return outOfRange(issue);
    case 'invalid_value':
      if (issue.input === undefined) return required;
      return {
        code: 'BASE_TYPE_CHOICES',
        message: `Value must be one of {${issue.values.map((value) => quoted(value)).join(', ')}}.`,
      };
    case 'invalid_union':
      if (lacksDiscriminator(issue)) return required;
      return { code: 'UNION_TYPE_CHOICES', message: unionChoices(issue) };
    case 'invalid_format':
      return {
        code: 'STRING_TYPE_REGEX',
        message: 'String value did not match validation regex.',
      };
    case 'custom': {
      const code: unknown = issue.params?.['code'];
      return {
        code: typeof code === 'string' ? code : 'BASE_TYPE_INVALID',
        message: issue.message,
      };
    }
    default:
      return { code: 'BASE_TYPE_INVALID', message: issue.message };
  }
}

const required = { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };

function wrongType(expected: string, input: unknown): Omit<FormIssue, 'path'> {
  if (input === undefined || input === null) return required;
  switch (expected) {
    case 'string':
      return {
        code: 'STRING_TYPE_CONVERT',
        message: `Could not interpret "${short(input)}" as string.`,
      };
    case 'number':
    case 'int':
      return { code: 'NUMBER_TYPE_COERCE', message: `Value "${short(input)}" is not int.` };
    case 'boolean':
      return { code: 'BOOLEAN_TYPE_CONVERT', message: 'Must be either true or false.' };
    case 'array':
      return { code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' };
    default:
      return {
        code: 'MODEL_TYPE_CONVERT',
        message: 'Only dictionaries may be used in a ModelType',
      };
  }
}

function lacksDiscriminator({ input, discriminator }: z.core.$ZodIssueInvalidUnion): boolean {
  if (typeof input !== 'object' || input === null || discriminator === undefined) {
    return input === undefined;
  }
  return Object.getOwnPropertyDescriptor(input, discriminator)?.value === undefined;
}

/** zod lists the known values of the field, though its published types do not say so. */
function unionChoices(issue: z.core.$ZodIssueInvalidUnion): string {
  const options: unknown = 'options' in issue ? issue.options : [];
  const choices = Array.isArray(options) ? options.map(String).join(', ') : '';
  return `Value of field "${issue.discriminator ?? ''}" must be one of (${choices}).`;
}

function outOfRange(
  issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall,
): Omit<FormIssue, 'path'> {
  const counted = issue.origin === 'array' || issue.origin === 'string';
  if (issue.code === 'too_big') {
    return counted
      ? { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` }
      : {
          code: 'NUMBER_TYPE_MAX',
          message: `int value should be less than or equal to ${issue.maximum}.`,
        };
  }
  return counted
    ? { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` }
    : {
        code: 'NUMBER_TYPE_MIN',
        message: `int value should be greater than or equal to ${issue.minimum}.`,
      };
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** Discord quotes what it could not read; a book is not worth quoting. */
function short(input: unknown): string {
  const text = typeof input === 'object' ? JSON.stringify(input) : String(input);
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}
