import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { configWanted, mixWanted, standingsOf } from '#src/control/reading.ts';
import { mixCode } from '#src/crowd/mix/mixCode.ts';
import { MAX_NAME_LENGTH, type MixPiece, type SavedMix } from '#src/crowd/mix/savedMix.ts';
import { fitText, MESSAGE_LENGTH, showText } from '#src/crowd/typed/memberText.ts';
import type { Command, CommandContext, CommandGroup, Station } from './Command.ts';
import { exportMixes, importMixes } from './mix/files.ts';
import { deleteMix, load, save, UNKNOWN_MIX } from './mix/keep.ts';
import { describePiece, findSaved, savedLike, savedMixesOf } from './mix/named.ts';
import { stationOf } from './station.ts';

/** Characters of a prompt; a mix on its way to another has the prompts of both. */
const MIX_LENGTHS = [60, 30, 12];
/** The last words of a list that is too long for a message. */
const MORE_LENGTH = 100;

/** Exact shares by the vote, and the weights sent at this moment. */
export const show: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'show',
    description: 'The exact shares of the vote and the weights in force now',
  },
  async execute(context) {
    const station = await stationOf(context);
    if (station === undefined) return;
    await context.answer.whisper(
      fitText(MIX_LENGTHS, MESSAGE_LENGTH, (length) => describeMix(station, length)),
    );
  },
};

function describeMix({ state, now: moment }: Station, textLength: number): string {
  const sent = new Map(state.ramp.sent.map(({ text, weight }) => [text, weight]));
  const rows = standingsOf(state, moment).candidates.map(({ candidate, share, points }) => {
    const weight = sent.get(candidate.text);
    sent.delete(candidate.text);
    const name = showText(candidate.text, textLength);
    const inForce = weight === undefined ? 'not playing' : `weight ${weight.toFixed(3)}`;
    return `${name}: ${(100 * share).toFixed(1)}% (${points.toFixed(1)} points), ${inForce}`;
  });
  for (const [text, weight] of sent) {
    rows.push(`${showText(text, textLength)}: weight ${weight.toFixed(3)}`);
  }
  return rows.join('\n');
}

const list: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'list',
    description: 'The mixes saved on this server, and your favourites',
  },
  async execute(context) {
    const { own, server } = await savedMixesOf(context);
    const lines = [
      ...titled('On this server', server),
      ...titled('Your favourites, on every server', own),
    ];
    const none =
      'Nothing is saved yet. `/lyria mix save` keeps what plays; `/lyria play` offers ready-made mixes.';
    await context.answer.whisper(lines.length === 0 ? none : fitLines(lines));
  },
};

function titled(title: string, mixes: readonly SavedMix[]): readonly string[] {
  if (mixes.length === 0) return [];
  const lines = mixes.map((mix) => `${showText(mix.name, MAX_NAME_LENGTH)}: ${describePiece(mix)}`);
  return [`**${title}**`, ...lines];
}

/** As many as fit; completion finds the others. */
function fitLines(lines: readonly string[]): string {
  let text = '';
  for (const [index, line] of lines.entries()) {
    const longer = index === 0 ? line : `${text}\n${line}`;
    if (longer.length > MESSAGE_LENGTH - MORE_LENGTH) {
      return `${text}\n-# and ${lines.length - index} more, which \`/lyria mix load\` completes.`;
    }
    text = longer;
  }
  return text;
}

/** Posts a mix as a code. */
const share: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'share',
    description:
      'Post what plays, or a saved mix, as a code that works on every server with Lyrebird',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'name',
        description: 'A saved mix; left out, what plays now',
        max_length: MAX_NAME_LENGTH,
        autocomplete: true,
      },
    ],
  },
  async execute(context) {
    const { answer } = context;
    const piece = await pieceToShare(context);
    if (piece === undefined) return;
    const code = mixCode(piece);
    const text =
      code === undefined
        ? 'Its prompts are too long for a code. Somebody who manages this server can hand it on by `/lyria mix export`.'
        : `${describePiece(piece)}\n\`${code}\`\n-# \`/lyria play\` with this code plays it, on every server with Lyrebird.`;
    if (code === undefined) await answer.whisper(text);
    else await answer.say(text);
  },
  complete: (typed, _option, _station, saved) => savedLike(typed, saved),
};

/** Undefined: the caller has been told why there is none. */
async function pieceToShare(context: CommandContext): Promise<MixPiece | undefined> {
  const name = context.options.string('name');
  if (name !== undefined) {
    const mix = findSaved(name, await savedMixesOf(context));
    if (mix === undefined) await context.answer.whisper(UNKNOWN_MIX);
    return mix;
  }
  const station = await stationOf(context);
  if (station === undefined) return undefined;
  const { state, now } = station;
  return { prompts: mixWanted(state, now), config: configWanted(state, now) };
}

/** Mixes to come back to. */
export const mix: CommandGroup = {
  name: 'mix',
  description: 'Keep mixes, bring them back, hand them on',
  commands: [show, save, load, deleteMix, list, share, exportMixes, importMixes],
};
