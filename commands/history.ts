import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { type Moment, type Stretch, stretchesOf } from '#src/control/moments.ts';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import { describeMix } from '#src/crowd/mix/describeSound.ts';
import { fitText, MESSAGE_LENGTH } from '#src/crowd/typed/memberText.ts';
import { saysOneOf } from '#src/crowd/typed/plainWords.ts';
import { describeControls } from '#src/music/describeConfig.ts';
import type { Texts } from '#src/texts/texts.ts';
import type { Command, CommandContext, Example } from './Command.ts';
import { mixTitle, reading } from './mix/named.ts';
import { named } from './named.ts';
import { playHere } from './play.ts';

/** Two rows of buttons, and no more than one reads. */
const MOST_SHOWN = 10;
/** Of a mix; the largest. */
const MOST_PROMPTS = 4;
/** Characters of a prompt: all lines have to fit into one message. */
const LENGTHS = [40, 25, 15, 8];
const MS_PER_S = 1_000;
const HALF_A_DAY_MS = 12 * 60 * 60_000;
/** No option that anybody types: what a button says. */
const MOMENT = 'moment';

/** What played when, with a button each that brings it back. */
export const history: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.history'),
  },

  async execute(context) {
    const { guildId, stations, texts, answer, options, nowMs } = context;
    const { blockedWords } = stations.settings(guildId);
    const moments = await context.history.list(guildId);
    const pressed = options.string(MOMENT);
    if (pressed !== undefined) {
      await bringBack(context, moments, pressed);
      return;
    }
    const stretches = stretchesOf(moments)
      .filter((stretch) => !isUnwanted(stretch, blockedWords))
      .slice(-MOST_SHOWN)
      .reverse();
    if (stretches.length === 0) {
      await answer.whisper(texts.say('history.none'));
      return;
    }
    const past = stretches.filter(({ toMs }) => toMs !== null);
    const text = fitText(LENGTHS, MESSAGE_LENGTH, (length) =>
      [
        texts.say('history.how'),
        ...stretches.map((one) => lineOf(texts, one, past.indexOf(one) + 1, length, nowMs)),
      ].join('\n'),
    );
    await answer.offer(text, past.map(buttonOf));
  },
};

/** The mix of that moment, as if somebody had saved it then: the others are asked where they have to be. */
async function bringBack(
  context: CommandContext,
  moments: readonly Moment[],
  pressed: string,
): Promise<void> {
  const atMs = Number.parseInt(pressed, 36);
  const moment = moments.find((one) => one.kind === 'mix' && one.atMs === atMs);
  if (moment?.kind !== 'mix') await context.answer.whisper(context.texts.say('history.gone'));
  else await playHere(context, () => reading(mixTitle(moment), moment));
}

function lineOf(
  texts: Texts,
  { fromMs, toMs, prompts, config }: Stretch,
  number: number,
  length: number,
  nowMs: number,
): string {
  const from = shownTime(fromMs, nowMs);
  const controls = describeControls(texts, config);
  const parts = [describeMix(texts, prompts, length, MOST_PROMPTS), ...controls];
  const sound = parts.join(' · ');
  if (toMs === null) return texts.say('history.now', { from, sound });
  // Two of one evening need the day only once.
  return texts.say('history.row', { number, from, to: `<t:${seconds(toMs)}:t>`, sound });
}

function buttonOf({ atMs }: Stretch, index: number): Example {
  return { command: 'history', option: [MOMENT, atMs.toString(36)], label: `⏪ ${index + 1}` };
}

/** In the clock of whoever reads it. */
function shownTime(atMs: number, nowMs: number): string {
  return `<t:${seconds(atMs)}:${nowMs - atMs > HALF_A_DAY_MS ? 'f' : 't'}>`;
}

function seconds(ms: number): number {
  return Math.floor(ms / MS_PER_S);
}

function isUnwanted({ prompts }: Stretch, blockedWords: GuildSettings['blockedWords']): boolean {
  return prompts.some(({ text }) => saysOneOf(blockedWords, text));
}
