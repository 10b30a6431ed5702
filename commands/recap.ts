import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { type Evening, eveningOf, type Highlight } from '#src/control/evening.ts';
import type { Moment } from '#src/control/moments.ts';
import { durationText } from '#src/crowd/typed/duration.ts';
import { fitText, MESSAGE_LENGTH, oneLine, showText } from '#src/crowd/typed/memberText.ts';
import { saysOneOf } from '#src/crowd/typed/plainWords.ts';
import { type Texts, tell } from '#src/texts/texts.ts';
import type { Command } from './Command.ts';
import { choice, named } from './named.ts';

/** Characters of a prompt: all lines have to fit into one message. */
const LENGTHS = [60, 40, 25, 15];
/** Of a proposal of many prompts at once. */
const MOST_NAMED = 3;
/** Discord's limit of a description. */
const MOST_ALT = 1_024;
const MS_PER_S = 1_000;

/** Posts a picture of the evening, with its moments told below. */
export const recap: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.recap'),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...named('option.recap.theme'),
        choices: [
          choice((texts) => texts.say('choice.recap.theme.dark'), 'dark'),
          choice((texts) => texts.say('choice.recap.theme.light'), 'light'),
        ],
      },
    ],
  },

  async execute({
    guildId,
    nowMs,
    history,
    stations,
    painter,
    options,
    texts,
    serverTexts,
    answer,
  }) {
    const { blockedWords } = stations.settings(guildId);
    const moments = await history.list(guildId);
    const evening = eveningOf(
      moments.map((one) => withoutWords(one, blockedWords)),
      nowMs,
    );
    if (evening === undefined) {
      await answer.whisper(texts.say('recap.none'));
      return;
    }
    await answer.defer('everybody');
    const theme = options.string('theme') === 'light' ? 'light' : 'dark';
    const bytes = await painter.paint(evening, theme);
    const text = fitText(LENGTHS, MESSAGE_LENGTH, (length) =>
      describe(serverTexts, evening, length),
    );
    const description = alternative(serverTexts, evening);
    await answer.sayFile(text, { name: 'lyrebird-evening.png', bytes, description });
  },
};

/** What a server does not want is shown nowhere. */
function withoutWords(moment: Moment, words: readonly string[]): Moment {
  const isWanted = (text: string): boolean => !saysOneOf(words, text);
  if (moment.kind === 'mix') {
    return { ...moment, prompts: moment.prompts.filter(({ text }) => isWanted(text)) };
  }
  if (moment.kind !== 'proposed') return moment;
  return { ...moment, texts: moment.texts.filter(isWanted) };
}

function describe(texts: Texts, evening: Evening, length: number): string {
  const { fromMs, toMs, parts, highlights, handoversMs, loopsMs } = evening;
  const shares = parts.flatMap(({ text, mean }) =>
    text === null ? [] : shareText(texts, showText(text, length), mean),
  );
  const [from, to] = [`<t:${seconds(fromMs)}:f>`, `<t:${seconds(toMs)}:t>`];
  return [
    texts.say('recap.title', { from, to, mix: shares.join(' · ') }),
    ...highlights.map((one, index) => lineOf(texts, one, index + 1, length)),
    ...(handoversMs.length > 0 ? [texts.say('recap.handovers')] : []),
    ...(loopsMs.length > 0 ? [texts.say('recap.loops')] : []),
  ].join('\n');
}

function lineOf(texts: Texts, one: Highlight, number: number, length: number): string {
  const at = `<t:${seconds(one.atMs)}:t>`;
  const { by: userId } = one;
  if (one.kind === 'decided') {
    const about = tell(`recap.about.${one.about}`);
    return texts.say(one.hasPassed ? 'recap.passed' : 'recap.failed', {
      number,
      at,
      userId,
      about,
    });
  }
  const shown = one.texts.slice(0, MOST_NAMED).map((text) => showText(text, length));
  const what = texts.list([...shown, ...(one.texts.length > MOST_NAMED ? ['…'] : [])]);
  return texts.say(one.byPoll ? 'recap.polled' : 'recap.proposed', { number, at, userId, what });
}

/** What a screen reader says of the picture: all that the message itself does not. */
function alternative(texts: Texts, evening: Evening): string {
  const { fromMs, toMs, parts, highlights } = evening;
  const mix = parts
    .flatMap(({ text, mean }) => (text === null ? [] : shareText(texts, oneLine(text, 40), mean)))
    .join(', ');
  const duration = durationText(texts, toMs - fromMs);
  const values = { duration, mix, count: highlights.length };
  return oneLine(texts.say('recap.alt', values), MOST_ALT);
}

function shareText(texts: Texts, prompt: string, mean: number): string {
  const percent = tell('percent', { value: Math.round(100 * mean) });
  return texts.say('sound.share', { prompt, percent });
}

function seconds(ms: number): number {
  return Math.floor(ms / MS_PER_S);
}
