import { z } from 'zod';
import { ENGLISH, type Told, tell } from '#src/texts/texts.ts';
import type { Control, NumberControl } from './Control.ts';
import {
  CONTROL_NAMES,
  type ControlName,
  type ControlValue,
  controlOf,
  type MusicGenerationConfig,
} from './controls.ts';
import { SCALE_NAMES } from './scales.ts';

/** What a number takes, in words. */
export function rangeOf({
  min,
  max,
  integer,
}: Pick<NumberControl, 'min' | 'max' | 'integer'>): Told {
  return tell(integer ? 'range.whole' : 'range.any', { min, max });
}

/** What a control takes; its message says just that, and never what was given. */
function withinRange(control: Control): z.ZodType {
  switch (control.kind) {
    case 'number': {
      const error = `must be ${ENGLISH.put(rangeOf(control))}`;
      const number = control.integer ? z.int({ error }) : z.number({ error });
      return number.min(control.min, { error }).max(control.max, { error });
    }
    case 'scale':
      return oneOf(SCALE_NAMES);
    case 'choice':
      return oneOf(control.choices);
    case 'flag':
      return z.boolean({ error: 'must be true or false' });
  }
}

/** Of the right type, whatever the service has come to take. */
function readable(control: Control): z.ZodType {
  return control.kind === 'number' ? z.number() : withinRange(control);
}

function oneOf(names: readonly string[]): z.ZodType {
  return z.enum(names, { error: `must be one of ${names.join(', ')}` });
}

type Fields = {
  readonly [Name in ControlName]: z.ZodExactOptional<z.ZodType<ControlValue<Name>>>;
};

/** The cast says what TypeScript cannot follow row by row: each schema gives its row's own values. */
function fieldsOf(schemaOf: (control: Control) => z.ZodType): Fields {
  return Object.fromEntries(
    CONTROL_NAMES.map((name) => [name, schemaOf(controlOf(name)).exactOptional()]),
  ) as Fields;
}

const FIELDS = fieldsOf(withinRange);
const READABLE = fieldsOf(readable);

/** For what is sent. Strict, so that a misspelt control is told and not ignored. */
export const configSchema = z.strictObject(FIELDS, {
  error: (issue) =>
    issue.code === 'unrecognized_keys' ? `has no ${issue.keys.join(', ')}` : 'must be an object',
}) satisfies z.ZodType<MusicGenerationConfig>;

/** For what was kept: a control of another version is left out. */
export const keptConfigSchema = z.object(FIELDS) satisfies z.ZodType<MusicGenerationConfig>;

/** For what the service tells: a setting that cannot be read counts as not given. */
export const echoedConfigSchema = z
  .record(z.string(), z.unknown())
  .transform(
    (given): Record<string, unknown> =>
      Object.fromEntries(
        CONTROL_NAMES.flatMap((name) => {
          const value = given[name];
          return value !== undefined && READABLE[name].safeParse(value).success
            ? [[name, value]]
            : [];
        }),
      ),
  )
  .pipe(z.object(READABLE)) satisfies z.ZodType<MusicGenerationConfig>;

/**
 * For what an interpreter makes of words: null for "the model decides", a control left out stays as
 * it is. Without what only whoever names it sets.
 */
export const spokenChangesSchema = z.object(
  Object.fromEntries(
    CONTROL_NAMES.filter((name) => controlOf(name).namedOnly !== true).map((name) => [
      name,
      withinRange(controlOf(name)).nullish(),
    ]),
  ),
);
