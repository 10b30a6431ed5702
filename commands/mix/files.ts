import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { whyUnwanted } from '#src/control/parts/conduct.ts';
import { reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import { MOST_FILE_BYTES, mixesFile, readMixesFile } from '#src/crowd/mix/mixesFile.ts';
import { type SavedMix, type Shelf, withMix } from '#src/crowd/mix/savedMix.ts';
import { isHurtful } from '#src/words/refusal/hurtful.ts';
import type { Command, CommandContext } from '../Command.ts';
import { named } from '../named.ts';
import { heldText } from './keep.ts';

/** All mixes of the server as a file, for whoever manages it. */
export const exportMixes: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.mix.export'),
  },
  async execute({ caller, mixes, guildId, texts, answer }) {
    const why = whyNot('settings', caller, undefined);
    if (why !== undefined) return answer.whisper(reasonText(texts, why, ''));
    const saved = await mixes.list(`guild ${guildId}`);
    if (saved.length === 0) return answer.whisper(texts.say('mix.file.none'));
    const bytes = Buffer.from(mixesFile(saved));
    await answer.whisperFile(texts.say('mix.file.made', { count: saved.length }), {
      name: 'lyrebird-mixes.json',
      bytes,
    });
  },
};

/** Puts the mixes of a file beside those of the server; of the same name the file's count. */
export const importMixes: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.mix.import'),
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        ...named('option.mix.import.file'),
        required: true,
      },
    ],
  },
  async execute(context) {
    const { caller, options, texts, answer } = context;
    const why = whyNot('settings', caller, undefined);
    if (why !== undefined) return answer.whisper(reasonText(texts, why, ''));
    const file = options.file('file');
    if (file === undefined || file.size > MOST_FILE_BYTES) {
      return answer.whisper(texts.say('mix.file.too-big'));
    }
    const read = readMixesFile(await file.read());
    if (!read.ok) return answer.whisper(texts.put(read.text));
    await answer.whisper(await add(context, read.mixes, read.unreadable));
  },
};

async function add(
  { mixes, guildId, caller, stations, texts, nowMs }: CommandContext,
  given: readonly Pick<SavedMix, 'name' | 'prompts' | 'config'>[],
  unreadable: number,
): Promise<string> {
  const shelf: Shelf = `guild ${guildId}`;
  const { userId } = caller;
  const settings = stations.settings(guildId);
  const isWanted = ({ name, prompts }: (typeof given)[number]): boolean => {
    const texts = [{ text: name }, ...prompts];
    const unwanted = whyUnwanted(settings, userId, texts, nowMs) !== undefined;
    return !unwanted && !texts.some(({ text }) => isHurtful(text));
  };
  let added = 0;
  const written = await mixes.update(shelf, (before) => {
    let after = before;
    for (const one of given.filter(isWanted)) {
      const mix: SavedMix = { ...one, savedBy: userId, savedAtMs: nowMs };
      const shelved = withMix(after, mix, { shelf, isTrusted: true });
      if (!shelved.ok) continue;
      after = shelved.mixes;
      added += 1;
    }
    return after;
  });
  const left = given.length - added + unreadable;
  return [
    texts.say('mix.file.added', { count: added }),
    ...(left === 0 ? [] : [texts.say('mix.file.left', { count: left })]),
    ...heldText(texts, written),
  ].join(' ');
}
