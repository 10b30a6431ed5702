import { z } from 'zod';
import { promptKey } from '#src/crowd/typed/memberText.ts';
import { MAX_CANDIDATES } from '#src/crowd/votes/voteState.ts';
import { spokenChangesSchema } from '#src/music/controlSchemas.ts';
import { MAX_PROMPT_LENGTH, type MusicGenerationConfig } from '#src/music/controls.ts';
import { cut, titleOf } from '../compose/title.ts';
import {
  type Interpretation,
  interpretationSchema,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  MAX_TITLE_LENGTH,
  type MusicRequest,
  WAYS,
} from '../interpretation.ts';
import { refuse } from '../refusal/texts.ts';
import { geminiFailure } from './failure.ts';
import { namesSomebody } from './namesSomebody.ts';
import { sentAs } from './question.ts';

/** Beyond these a weight drowns everything else. */
const MOST_WEIGHT = 3;
/** One idea; a longer text is a sentence, and perhaps an instruction. */
const MOST_WORDS = 6;
/** What names of music are made of: no link, mention, markup or data. */
const PLAIN_TEXT = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} &'’+#-]*$/u;
const PLAIN_TITLE = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} &'’+#,!?-]*$/u;

/** What Gemini is asked to fill in: null is "as the model likes it", a field left out is "as it is". */
const answerSchema = z.object({
  about: z.enum(['music', 'not-music', 'unkind']),
  way: z.enum(WAYS),
  title: z.string(),
  prompts: z
    .array(
      z.object({
        text: z.string().trim().min(1).max(MAX_PROMPT_LENGTH),
        weight: z.number().min(-MOST_WEIGHT).max(MOST_WEIGHT),
      }),
    )
    .max(MAX_CANDIDATES),
  controls: spokenChangesSchema,
});

type Answer = z.infer<typeof answerSchema>;

/** Of JSON Schema, Gemini knows neither lengths of texts nor patterns. */
const UNKNOWN_TO_GEMINI = ['$schema', 'minLength', 'maxLength', 'pattern'] as const;

/** The answer's form, for Gemini. */
export const ANSWER_JSON_SCHEMA: unknown = z.toJSONSchema(answerSchema, {
  override: ({ jsonSchema }) => {
    for (const key of UNKNOWN_TO_GEMINI) delete jsonSchema[key];
  },
});

/**
 * What Gemini's answer makes of the request. Whatever it says, nothing comes of it but a mix within
 * Lyria's ranges, in plain words.
 *
 * @throws FailureError `words.gemini-wrong-answer`, which quotes nothing of the answer
 */
export function readAnswer(text: string, request: MusicRequest): Interpretation {
  const parsed = answerSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw geminiFailure('words.gemini-wrong-answer', parsed.error.issues[0]?.path.join('.'));
  }
  const answer = parsed.data;
  if (answer.about !== 'music') return refuse('gemini', answer.about);
  const { playing } = request;
  const way = playing === undefined ? 'fresh' : answer.way;
  const known = new Map(playing?.prompts.map((one) => [promptKey(sentAs(one.text)), one.text]));
  const prompts = answer.prompts
    .filter(({ weight }) => weight !== 0)
    // What plays already was typed by a member and may be anything: it stays as it is.
    .map(({ text, weight }) => ({ text: known.get(promptKey(text)) ?? text, weight }));
  const playingTexts = new Set(known.values());
  const odd = prompts.some((prompt) => !playingTexts.has(prompt.text) && !isTag(prompt.text));
  if (odd || (way === 'fresh' && prompts.length > MAX_TAGS)) {
    throw geminiFailure('words.gemini-wrong-answer', 'prompts');
  }
  const made = interpretationSchema.safeParse({
    kind: 'music',
    by: 'gemini',
    way,
    title: isTitle(answer.title) ? cut(answer.title.trim(), MAX_TITLE_LENGTH) : titleOf(prompts),
    prompts,
    config: configOf(answer.controls, way === 'relative' ? playing?.config : undefined),
  });
  if (made.success) return made.data;
  throw geminiFailure('words.gemini-wrong-answer', made.error.issues[0]?.path.join('.'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTag(text: string): boolean {
  return (
    text.length <= MAX_TAG_LENGTH &&
    PLAIN_TEXT.test(text) &&
    text.split(/\s+/u).length <= MOST_WORDS &&
    !namesSomebody(text)
  );
}

function isTitle(title: string): boolean {
  const text = title.trim();
  return text.length <= 2 * MAX_TITLE_LENGTH && PLAIN_TITLE.test(text) && !namesSomebody(text);
}

/** The whole configuration: what is not spoken of stays as it was. */
function configOf(
  controls: Answer['controls'],
  before: MusicGenerationConfig = {},
): Record<string, unknown> {
  const config: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(controls)) {
    if (value === null) delete config[name];
    else if (value !== undefined) config[name] = value;
  }
  return config;
}
