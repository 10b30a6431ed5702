import { z } from 'zod';
import { PLAYBACK_CONTROLS } from '../lyria/clientMessages.ts';
import { unknownFields } from '../lyria/unknownFields.ts';
import { configSchema } from '../music/controlSchemas.ts';
import { isControlName, isNumeric } from '../music/controls.ts';
import type { GeneratorMessage } from './contract.ts';

/** What a frame from a client says. */
export type ClientFrame =
  | {
      readonly kind: 'message';
      readonly message: { readonly type: 'setup'; readonly model: string } | GeneratorMessage;
      /** Names of fields that nobody knows; they were passed over. */
      readonly unknown: readonly string[];
    }
  /** Nothing that asks for anything. */
  | { readonly kind: 'nothing'; readonly unknown: readonly string[] }
  | { readonly kind: 'invalid'; readonly reason: string };

/**
 * Protobuf's JSON: names in camelCase or snake_case, null for what is not set. Goes one level
 * deep, so that a deeply nested frame costs nothing.
 */
function plainFields(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null)
      .map(([name, field]) => [
        name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase()),
        field,
      ]),
  );
}

/** Protobuf's JSON allows numbers as strings; Google's own notebook sends `"bpm": "120"`. */
function plainNumber(value: unknown): unknown {
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}

const promptSchema = z.looseObject({
  text: z.string().min(1),
  // Left out means 0 to protobuf, which is no weight. Google's floats have single precision.
  weight: z.preprocess(
    plainNumber,
    z.number().refine((weight) => Math.fround(weight) !== 0, { error: 'must not be 0' }),
  ),
});
const clientContentSchema = z.looseObject({
  weightedPrompts: z.array(z.preprocess(plainFields, promptSchema)).min(1),
});
const setupSchema = z.looseObject({ model: z.string().min(1) });
const messageSchema = z.looseObject({
  setup: z.preprocess(plainFields, setupSchema).optional(),
  clientContent: z.preprocess(plainFields, clientContentSchema).optional(),
  musicGenerationConfig: z.preprocess(plainFields, z.record(z.string(), z.unknown())).optional(),
  playbackControl: z.enum([...PLAYBACK_CONTROLS, 'PLAYBACK_CONTROL_UNSPECIFIED']).optional(),
});

const INVALID_JSON = 'Invalid JSON payload received.';
const INVALID_ARGUMENT = 'Request contains an invalid argument';

/** Reads one frame's text. Never throws. */
export function readClientFrame(json: string): ClientFrame {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { kind: 'invalid', reason: INVALID_JSON };
  }
  const parsed = messageSchema.safeParse(plainFields(value));
  if (!parsed.success) return invalid(parsed.error);
  const unknown = unknownFields(messageSchema, parsed.data);
  const { setup, clientContent, musicGenerationConfig, playbackControl } = parsed.data;
  const present = Object.keys(parsed.data).length - unknown.length;
  if (present > 1) {
    return { kind: 'invalid', reason: `${INVALID_ARGUMENT}: one field a message.` };
  }

  if (setup !== undefined) {
    unknown.push(...unknownFields(setupSchema, setup));
    return { kind: 'message', message: { type: 'setup', model: setup.model }, unknown };
  }
  if (clientContent !== undefined) {
    const { weightedPrompts } = clientContent;
    unknown.push(...unknownFields(clientContentSchema, clientContent));
    unknown.push(...weightedPrompts.flatMap((prompt) => unknownFields(promptSchema, prompt)));
    const prompts = weightedPrompts.map(({ text, weight }) => ({ text, weight }));
    return { kind: 'message', message: { type: 'prompts', prompts }, unknown };
  }
  if (musicGenerationConfig !== undefined) return readConfig(musicGenerationConfig, unknown);
  if (playbackControl === undefined || playbackControl === 'PLAYBACK_CONTROL_UNSPECIFIED') {
    return { kind: 'nothing', unknown };
  }
  return { kind: 'message', message: { type: 'playback', control: playbackControl }, unknown };
}

function readConfig(given: Readonly<Record<string, unknown>>, unknown: string[]): ClientFrame {
  const strangers = unknownFields(configSchema, given);
  const fields = Object.entries(given)
    .filter(([name, value]) => !strangers.includes(name) && !isUnspecified(value))
    .map(([name, value]) => [
      name,
      isControlName(name) && isNumeric(name) ? plainNumber(value) : value,
    ]);
  const parsed = configSchema.safeParse(Object.fromEntries(fields));
  if (!parsed.success) return invalid(parsed.error);
  return {
    kind: 'message',
    message: { type: 'config', config: parsed.data },
    unknown: [...unknown, ...strangers],
  };
}

/** The first value of each of protobuf's enumerations: nothing was chosen. */
function isUnspecified(value: unknown): boolean {
  return typeof value === 'string' && value.endsWith('_UNSPECIFIED');
}

/** Names the first field that is wrong, and never its value. */
function invalid(error: z.ZodError): ClientFrame {
  const [issue] = error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  return { kind: 'invalid', reason: `${INVALID_ARGUMENT}${path === '' ? '' : `: ${path}`}.` };
}
