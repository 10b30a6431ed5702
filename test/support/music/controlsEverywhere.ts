import { readChanges } from '#commands/tune/readChanges.ts';
import { tune } from '#commands/tune.ts';
import { tuningRows, tuningText } from '#src/bot/panel/renderTuning.ts';
import { questionText } from '#src/bot/poll/renderPoll.ts';
import { describeSound } from '#src/crowd/mix/describeSound.ts';
import { tunedConfig, tuningStandings } from '#src/crowd/mix/tunedConfig.ts';
import { NO_TUNING, pressTuning, tuningStateSchema } from '#src/crowd/mix/tuning.ts';
import { readClientFrame } from '#src/generator/clientMessages.ts';
import { configMessage } from '#src/lyria/clientMessages.ts';
import { sourceMetadataSchema } from '#src/lyria/serverMessages.ts';
import { isHardChange, isSameConfig } from '#src/music/controlChanges.ts';
import { keptConfigSchema } from '#src/music/controlSchemas.ts';
import { TUNABLES } from '#src/music/controls.ts';
import { describeConfig } from '#src/music/describeConfig.ts';
import { withHardControlsOf } from '#src/station/orders.ts';
import { ENGLISH } from '#src/texts/texts.ts';
import { ANSWER_JSON_SCHEMA } from '#src/words/gemini/answer.ts';
import { INSTRUCTION } from '#src/words/gemini/question.ts';
import { interpretLocally } from '#src/words/localInterpreter.ts';

const all = new Set(['ada']);
const config = JSON.parse('{"bpm":100,"swing":0.5,"muteVoices":true}');
const other = JSON.parse('{"bpm":100,"swing":1.5}');
const prompts = [{ text: 'jazz', weight: 1 }];
const last = TUNABLES.at(-1) ?? 'bpm';
const pressed = pressTuning(NO_TUNING, last, 'ada', 1);

function wrongWith(options: Parameters<typeof readChanges>[0]): readonly string[] {
  const read = readChanges(options);
  return read.ok ? [] : read.texts.map((text) => ENGLISH.put(text));
}

/** What the whole program makes of two controls that are in nothing but its table. */
const seen = {
  sent: configMessage(config),
  received: readClientFrame(JSON.stringify({ musicGenerationConfig: { ...config, swing: '0.5' } })),
  echoed: sourceMetadataSchema.parse({ musicGenerationConfig: config }),
  kept: keptConfigSchema.parse(config),
  keptTuning: tuningStateSchema.parse({ bpm: [], density: [], brightness: [] }),
  options: tune.data.options?.map(({ name }) => name),
  changes: readChanges({
    role: () => undefined,
    channel: () => undefined,
    user: () => undefined,
    file: () => undefined,
    string: () => undefined,
    number: (name) => (name === 'swing' ? 1.5 : undefined),
    boolean: (name) => (name === 'mute_voices' ? true : undefined),
  }),
  tooMuch: wrongWith({
    role: () => undefined,
    channel: () => undefined,
    user: () => undefined,
    file: () => undefined,
    string: () => undefined,
    number: (name) => (name === 'swing' ? 3 : undefined),
    boolean: () => undefined,
  }),
  lines: describeConfig(ENGLISH, config),
  sound: describeSound(ENGLISH, { heard: { prompts, config }, prompts, config: other }),
  tuning: tuningText(ENGLISH, tuningStandings(config, pressed, all)),
  tuned: tunedConfig(config, pressed, all),
  buttons: tuningRows(ENGLISH, 's', undefined).flatMap((row) =>
    row.components.flatMap((button) => ('label' in button ? [button.label] : [])),
  ),
  asked: INSTRUCTION.includes('swing 0 to 2') && INSTRUCTION.includes('muteVoices for "no voices"'),
  answered: JSON.stringify(ANSWER_JSON_SCHEMA),
  words: interpretLocally({ text: 'jazz, swing 0.5' }),
  question: questionText(ENGLISH, { kind: 'controls', changes: other }),
  toFollow: withHardControlsOf(config, { revision: 1, prompts, config: other }).config,
  isSame: [isSameConfig(config, { ...config }), isSameConfig(config, other)],
  isHard: [
    isHardChange(config, other),
    isHardChange(config, JSON.parse('{"bpm":100,"swing":0.5}')),
  ],
};
process.stdout.write(JSON.stringify(seen));
