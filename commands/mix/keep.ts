import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { whyUnwanted } from '#src/control/parts/conduct.ts';
import { configWanted, mixWanted } from '#src/control/reading.ts';
import { outcomeText, reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import { MAX_CODE_LENGTH, openMixCode } from '#src/crowd/mix/mixCode.ts';
import {
  findMix,
  MAX_NAME_LENGTH,
  MIX_REFUSAL_TEXTS,
  type MixPiece,
  mixNameSchema,
  type SavedMix,
  type Shelf,
  withMix,
} from '#src/crowd/mix/savedMix.ts';
import { promptKey, showText } from '#src/crowd/typed/memberText.ts';
import { isHurtful, UNKIND_TEXT } from '#src/words/refusal/hurtful.ts';
import type { Command, CommandContext } from '../Command.ts';
import { playHere } from '../play.ts';
import { stationOf } from '../station.ts';
import { completeNamed, findSaved, namedMix, savedLike, savedMixesOf } from './named.ts';

export const UNKNOWN_MIX =
  'No mix is called that. `/lyria mix list` has those that are saved, and completion the ready-made ones.';
/** Where what was changed is in memory alone. */
export const HELD =
  ' I cannot write to my disk right now: it is lost if I restart before I can. Please tell whoever runs this bot.';

const NAME = {
  type: ApplicationCommandOptionType.String,
  name: 'name',
  required: true,
  min_length: 1,
  max_length: MAX_NAME_LENGTH,
} as const;

/** Keeps what plays, with its shares and controls. */
export const save: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'save',
    description: 'Keep what plays now under a name, with its shares and controls',
    options: [
      { ...NAME, description: 'What to call it; of a mix of yours, to replace it' },
      {
        type: ApplicationCommandOptionType.String,
        name: 'for',
        description: 'Whom it is for; this server unless you choose',
        choices: [
          { name: 'This server', value: 'guild' },
          { name: 'Me, on every server', value: 'member' },
        ],
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'code',
        description: 'A code that somebody has posted, instead of what plays',
        max_length: MAX_CODE_LENGTH,
      },
    ],
  },

  async execute(context) {
    const { caller, stations, guildId, options, answer, nowMs } = context;
    const { userId } = caller;
    const shelf: Shelf =
      options.string('for') === 'member' ? `member ${userId}` : `guild ${guildId}`;
    const isServers = shelf.startsWith('guild ');
    const settings = stations.settings(guildId);
    const why = isServers ? whyNot('save-mix', caller, undefined, settings) : undefined;
    if (why !== undefined) return answer.whisper(reasonText(why, ''));
    const name = mixNameSchema.safeParse(options.string('name'));
    if (!name.success) return answer.whisper('Give it a name that can be read.');
    const piece = await pieceToSave(context);
    if (piece === undefined) return;
    const texts = [{ text: name.data }, ...piece.prompts];
    const unwanted = whyUnwanted(settings, userId, texts, nowMs);
    if (unwanted !== undefined) return answer.whisper(outcomeText(unwanted, ''));
    if (texts.some(({ text }) => isHurtful(text))) return answer.whisper(UNKIND_TEXT);
    const mix: SavedMix = { ...piece, name: name.data, savedBy: userId, savedAtMs: nowMs };
    const { refusal, held } = await putOn(context, shelf, mix);
    if (refusal !== undefined) return answer.whisper(refusal);
    const whose = isServers ? 'for this server' : 'as your favourite, on every server';
    const text = `${showText(mix.name, MAX_NAME_LENGTH)} is saved ${whose}. \`/lyria play\` with its name brings it back.${held}`;
    await (isServers ? answer.say(text) : answer.whisper(text));
  },
};

/** Undefined: the caller has been told why there is none. */
async function pieceToSave(context: CommandContext): Promise<MixPiece | undefined> {
  const { options, answer } = context;
  const code = options.string('code');
  if (code !== undefined) {
    const opened = openMixCode(code);
    if (opened?.ok === true) return opened.piece;
    await answer.whisper(opened?.text ?? 'That is no code: one begins with `lyre1-`.');
    return undefined;
  }
  const station = await stationOf(context);
  if (station === undefined) return undefined;
  const { state, now } = station;
  return { prompts: mixWanted(state, now), config: configWanted(state, now) };
}

/** Saves it; `refusal` says why not, `held` what else there is to say. */
async function putOn(
  { mixes, caller }: CommandContext,
  shelf: Shelf,
  mix: SavedMix,
): Promise<{ readonly refusal?: string; readonly held: string }> {
  let refusal: string | undefined;
  const written = await mixes.update(shelf, (before) => {
    const shelved = withMix(before, mix, { shelf, isTrusted: caller.isDj });
    if (shelved.ok) return shelved.mixes;
    refusal = MIX_REFUSAL_TEXTS[shelved.why];
    return before;
  });
  const held = written === 'held' ? HELD : '';
  return refusal === undefined ? { held } : { refusal, held };
}

/** Plays a mix by its name or code. */
export const load: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'load',
    description: 'Play a mix that is saved here, one of your favourites, or a ready-made one',
    options: [
      {
        ...NAME,
        description: 'Its name, or a code that somebody has posted',
        max_length: MAX_CODE_LENGTH,
        autocomplete: true,
      },
    ],
  },

  async execute(context) {
    const named = namedMix(context.options.string('name') ?? '', await savedMixesOf(context));
    if (named === undefined) await context.answer.whisper(UNKNOWN_MIX);
    else await playHere(context, () => named);
  },

  complete: (typed, _option, _station, saved) => completeNamed(typed, saved),
};

/** Forgets a saved mix: one's own, or, for DJs, any of the server's. */
export const deleteMix: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'delete',
    description: 'Delete a mix that you saved (DJs: any of this server)',
    options: [{ ...NAME, description: 'Its name', autocomplete: true }],
  },

  async execute(context) {
    const { caller, guildId, answer, mixes, options } = context;
    const name = options.string('name') ?? '';
    const saved = await savedMixesOf(context);
    const mix = findSaved(name, saved);
    if (mix === undefined) return answer.whisper(UNKNOWN_MIX);
    const isOwn = findMix(saved.own, name) !== undefined;
    const why = whyNot('delete-mix', caller, undefined);
    if (why !== undefined) return answer.whisper(reasonText(why, ''));
    if (!isOwn && mix.savedBy !== caller.userId && !caller.isDj) {
      return answer.whisper(MIX_REFUSAL_TEXTS['not-yours']);
    }
    const shelf: Shelf = isOwn ? `member ${caller.userId}` : `guild ${guildId}`;
    const key = promptKey(mix.name);
    const written = await mixes.update(shelf, (before) =>
      before.filter((one) => promptKey(one.name) !== key),
    );
    const whose = isOwn ? 'your favourites' : 'the mixes of this server';
    const held = written === 'held' ? HELD : '';
    await answer.whisper(`${showText(mix.name, MAX_NAME_LENGTH)} is off ${whose}.${held}`);
  },

  complete: (typed, _option, _station, saved) => savedLike(typed, saved),
};
