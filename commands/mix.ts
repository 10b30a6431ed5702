import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { configWanted, mixWanted, standingsOf } from '#src/control/reading.ts';
import { mixCode } from '#src/crowd/mix/mixCode.ts';
import { MAX_NAME_LENGTH, type MixPiece, type SavedMix } from '#src/crowd/mix/savedMix.ts';
import { fitText, MESSAGE_LENGTH, showText } from '#src/crowd/typed/memberText.ts';
import { type Texts, tell } from '#src/texts/texts.ts';
import type { Command, CommandContext, CommandGroup, Station } from './Command.ts';
import { exportMixes, importMixes } from './mix/files.ts';
import { deleteMix, load, save } from './mix/keep.ts';
import { describePiece, findSaved, savedLike, savedMixesOf } from './mix/named.ts';
import { named } from './named.ts';
import { stationOf } from './station.ts';

/** Characters of a prompt; a mix on its way to another has the prompts of both. */
const MIX_LENGTHS = [60, 30, 12];
/** The last words of a list that is too long for a message. */
const MORE_LENGTH = 100;

/** Exact shares by the vote, and the weights sent at this moment. */
export const show: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.mix.show'),
  },
  async execute(context) {
    const station = await stationOf(context);
    if (station === undefined) return;
    await context.answer.whisper(
      fitText(MIX_LENGTHS, MESSAGE_LENGTH, (length) => describeMix(context.texts, station, length)),
    );
  },
};

function describeMix(texts: Texts, { state, now: moment }: Station, textLength: number): string {
  const sent = new Map(state.ramp.sent.map(({ text, weight }) => [text, weight]));
  const rows = standingsOf(state, moment).candidates.map(({ candidate, share, points }) => {
    const weight = sent.get(candidate.text);
    sent.delete(candidate.text);
    const row = {
      prompt: showText(candidate.text, textLength),
      share: tell('percent', { value: (100 * share).toFixed(1) }),
      points: points.toFixed(1),
    };
    return weight === undefined
      ? texts.say('mix.row.idle', row)
      : texts.say('mix.row', { ...row, weight: weight.toFixed(3) });
  });
  for (const [text, weight] of sent) {
    const prompt = showText(text, textLength);
    rows.push(texts.say('mix.row.alone', { prompt, weight: weight.toFixed(3) }));
  }
  return rows.join('\n');
}

const list: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.mix.list'),
  },
  async execute(context) {
    const { texts } = context;
    const { own, server } = await savedMixesOf(context);
    const lines = [
      ...titled(texts, texts.say('mix.server'), server),
      ...titled(texts, texts.say('mix.own'), own),
    ];
    await context.answer.whisper(
      lines.length === 0 ? texts.say('mix.none') : fitLines(texts, lines),
    );
  },
};

function titled(texts: Texts, title: string, mixes: readonly SavedMix[]): readonly string[] {
  if (mixes.length === 0) return [];
  const lines = mixes.map(
    (mix) => `${showText(mix.name, MAX_NAME_LENGTH)}: ${describePiece(texts, mix)}`,
  );
  return [`**${title}**`, ...lines];
}

/** As many as fit; completion finds the others. */
function fitLines(texts: Texts, lines: readonly string[]): string {
  let text = '';
  for (const [index, line] of lines.entries()) {
    const longer = index === 0 ? line : `${text}\n${line}`;
    if (longer.length > MESSAGE_LENGTH - MORE_LENGTH) {
      return `${text}\n-# ${texts.say('mix.more', { count: lines.length - index })}`;
    }
    text = longer;
  }
  return text;
}

/** Posts a mix as a code. */
const share: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.mix.share'),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...named('option.mix.share.name'),
        max_length: MAX_NAME_LENGTH,
        autocomplete: true,
      },
    ],
  },
  async execute(context) {
    const { answer, texts, serverTexts } = context;
    const piece = await pieceToShare(context);
    if (piece === undefined) return;
    const code = mixCode(piece);
    if (code === undefined) await answer.whisper(texts.say('mix.too-long'));
    else {
      const what = describePiece(serverTexts, piece);
      await answer.say(`${what}\n\`${code}\`\n-# ${serverTexts.say('mix.shared')}`);
    }
  },
  complete: (typed, _option, _station, saved, texts) => savedLike(texts, typed, saved),
};

/** Undefined: the caller has been told why there is none. */
async function pieceToShare(context: CommandContext): Promise<MixPiece | undefined> {
  const name = context.options.string('name');
  if (name !== undefined) {
    const mix = findSaved(name, await savedMixesOf(context));
    if (mix === undefined) await context.answer.whisper(context.texts.say('mix.unknown'));
    return mix;
  }
  const station = await stationOf(context);
  if (station === undefined) return undefined;
  const { state, now } = station;
  return { prompts: mixWanted(state, now), config: configWanted(state, now) };
}

/** Mixes to come back to. */
export const mix: CommandGroup = {
  ...named('command.mix'),
  commands: [show, save, load, deleteMix, list, share, exportMixes, importMixes],
};
