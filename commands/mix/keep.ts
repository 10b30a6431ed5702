import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { whyUnwanted } from '#src/control/parts/conduct.ts';
import type { Written } from '#src/control/ports.ts';
import { configWanted, mixWanted } from '#src/control/reading.ts';
import { outcomeText, reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import { MAX_CODE_LENGTH, openMixCode } from '#src/crowd/mix/mixCode.ts';
import {
  findMix,
  MAX_NAME_LENGTH,
  type MixPiece,
  mixNameSchema,
  mixRefusal,
  type SavedMix,
  type Shelf,
  withMix,
} from '#src/crowd/mix/savedMix.ts';
import { promptKey, showText } from '#src/crowd/typed/memberText.ts';
import { type Texts, type Told, tell } from '#src/texts/texts.ts';
import { isHurtful } from '#src/words/refusal/hurtful.ts';
import type { Command, CommandContext } from '../Command.ts';
import { choice, named } from '../named.ts';
import { playHere } from '../play.ts';
import { stationOf } from '../station.ts';
import { completeNamed, findSaved, namedMix, savedLike, savedMixesOf } from './named.ts';

/** Where what was changed is in memory alone. */
export function heldText(texts: Texts, written: Written): readonly string[] {
  return written === 'held' ? [texts.say('mix.held')] : [];
}

const NAME = {
  type: ApplicationCommandOptionType.String,
  required: true,
  min_length: 1,
  max_length: MAX_NAME_LENGTH,
} as const;

/** Keeps what plays, with its shares and controls. */
export const save: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.mix.save'),
    options: [
      { ...NAME, ...named('option.mix.save.name') },
      {
        type: ApplicationCommandOptionType.String,
        ...named('option.mix.save.for'),
        choices: [
          choice((texts) => texts.say('choice.mix.save.for.guild'), 'guild'),
          choice((texts) => texts.say('choice.mix.save.for.member'), 'member'),
        ],
      },
      {
        type: ApplicationCommandOptionType.String,
        ...named('option.mix.save.code'),
        max_length: MAX_CODE_LENGTH,
      },
    ],
  },

  async execute(context) {
    const { caller, stations, guildId, options, texts, serverTexts, answer, nowMs } = context;
    const { userId } = caller;
    const shelf: Shelf =
      options.string('for') === 'member' ? `member ${userId}` : `guild ${guildId}`;
    const isServers = shelf.startsWith('guild ');
    const settings = stations.settings(guildId);
    const why = isServers ? whyNot('save-mix', caller, undefined, settings) : undefined;
    if (why !== undefined) return answer.whisper(reasonText(texts, why, ''));
    const name = mixNameSchema.safeParse(options.string('name'));
    if (!name.success) return answer.whisper(texts.say('mix.no-name'));
    const piece = await pieceToSave(context);
    if (piece === undefined) return;
    const typed = [{ text: name.data }, ...piece.prompts];
    const unwanted = whyUnwanted(settings, userId, typed, nowMs);
    if (unwanted !== undefined) return answer.whisper(outcomeText(texts, unwanted, ''));
    if (typed.some(({ text }) => isHurtful(text)))
      return answer.whisper(texts.say('reason.unkind'));
    const mix: SavedMix = { ...piece, name: name.data, savedBy: userId, savedAtMs: nowMs };
    const { refusal, written } = await putOn(context, shelf, mix);
    if (refusal !== undefined) return answer.whisper(texts.put(refusal));
    const shown = showText(mix.name, MAX_NAME_LENGTH);
    const inWords = (id: 'mix.saved' | 'mix.saved.own', words: Texts): string =>
      [words.say(id, { name: shown }), ...heldText(words, written)].join(' ');
    await (isServers
      ? answer.say(inWords('mix.saved', serverTexts))
      : answer.whisper(inWords('mix.saved.own', texts)));
  },
};

/** Undefined: the caller has been told why there is none. */
async function pieceToSave(context: CommandContext): Promise<MixPiece | undefined> {
  const { options, texts, answer } = context;
  const code = options.string('code');
  if (code !== undefined) {
    const opened = openMixCode(code);
    if (opened?.ok === true) return opened.piece;
    await answer.whisper(texts.put(opened?.text ?? tell('mix.code.none')));
    return undefined;
  }
  const station = await stationOf(context);
  if (station === undefined) return undefined;
  const { state, now } = station;
  return { prompts: mixWanted(state, now), config: configWanted(state, now) };
}

/** Saves it; `refusal` says why not. */
async function putOn(
  { mixes, caller }: CommandContext,
  shelf: Shelf,
  mix: SavedMix,
): Promise<{ readonly refusal?: Told; readonly written: Written }> {
  let refusal: Told | undefined;
  const written = await mixes.update(shelf, (before) => {
    const shelved = withMix(before, mix, { shelf, isTrusted: caller.isDj });
    if (shelved.ok) return shelved.mixes;
    refusal = mixRefusal(shelved.why);
    return before;
  });
  return refusal === undefined ? { written } : { refusal, written };
}

/** Plays a mix by its name or code. */
export const load: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.mix.load'),
    options: [
      {
        ...NAME,
        ...named('option.mix.load.name'),
        max_length: MAX_CODE_LENGTH,
        autocomplete: true,
      },
    ],
  },

  async execute(context) {
    const named = namedMix(context.options.string('name') ?? '', await savedMixesOf(context));
    if (named === undefined) await context.answer.whisper(context.texts.say('mix.unknown'));
    else await playHere(context, () => named);
  },

  complete: (typed, _option, _station, saved, texts) => completeNamed(texts, typed, saved),
};

/** Forgets a saved mix: one's own, or, for DJs, any of the server's. */
export const deleteMix: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.mix.delete'),
    options: [{ ...NAME, ...named('option.mix.delete.name'), autocomplete: true }],
  },

  async execute(context) {
    const { caller, guildId, texts, answer, mixes, options } = context;
    const name = options.string('name') ?? '';
    const saved = await savedMixesOf(context);
    const mix = findSaved(name, saved);
    if (mix === undefined) return answer.whisper(texts.say('mix.unknown'));
    const isOwn = findMix(saved.own, name) !== undefined;
    const why = whyNot('delete-mix', caller, undefined);
    if (why !== undefined) return answer.whisper(reasonText(texts, why, ''));
    if (!isOwn && mix.savedBy !== caller.userId && !caller.isDj) {
      return answer.whisper(texts.say('mix.refusal.not-yours'));
    }
    const shelf: Shelf = isOwn ? `member ${caller.userId}` : `guild ${guildId}`;
    const key = promptKey(mix.name);
    const written = await mixes.update(shelf, (before) =>
      before.filter((one) => promptKey(one.name) !== key),
    );
    const shown = showText(mix.name, MAX_NAME_LENGTH);
    const done = texts.say(isOwn ? 'mix.deleted.own' : 'mix.deleted', { name: shown });
    await answer.whisper([done, ...heldText(texts, written)].join(' '));
  },

  complete: (typed, _option, _station, saved, texts) => savedLike(texts, typed, saved),
};
