import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { whyUnwanted } from '#src/control/parts/conduct.ts';
import { reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import { MOST_FILE_BYTES, mixesFile, readMixesFile } from '#src/crowd/mix/mixesFile.ts';
import { type SavedMix, type Shelf, withMix } from '#src/crowd/mix/savedMix.ts';
import { isHurtful } from '#src/words/refusal/hurtful.ts';
import type { Command, CommandContext } from '../Command.ts';
import { HELD } from './keep.ts';

/** All mixes of the server as a file, for whoever manages it. */
export const exportMixes: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'export',
    description: 'The mixes of this server as a JSON file (needs Manage Server)',
  },
  async execute({ caller, mixes, guildId, answer }) {
    const why = whyNot('settings', caller, undefined);
    if (why !== undefined) return answer.whisper(reasonText(why, ''));
    const saved = await mixes.list(`guild ${guildId}`);
    if (saved.length === 0) return answer.whisper('No mix is saved on this server yet.');
    const bytes = Buffer.from(mixesFile(saved));
    await answer.whisperFile(`${counted(saved.length)} of this server.`, {
      name: 'lyrebird-mixes.json',
      bytes,
    });
  },
};

/** Puts the mixes of a file beside those of the server; of the same name the file's count. */
export const importMixes: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'import',
    description: 'Add mixes from a file that export has made (needs Manage Server)',
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        name: 'file',
        description: 'A mix of the same name is replaced; all others stay',
        required: true,
      },
    ],
  },
  async execute(context) {
    const { caller, options, answer } = context;
    const why = whyNot('settings', caller, undefined);
    if (why !== undefined) return answer.whisper(reasonText(why, ''));
    const file = options.file('file');
    if (file === undefined || file.size > MOST_FILE_BYTES) {
      return answer.whisper('That file is too big to be one of mine.');
    }
    const read = readMixesFile(await file.read());
    if (!read.ok) return answer.whisper(read.text);
    await answer.whisper(await add(context, read.mixes, read.unreadable));
  },
};

async function add(
  { mixes, guildId, caller, stations, nowMs }: CommandContext,
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
  const leftOut =
    left === 0
      ? ''
      : ` ${counted(left)} left out: not readable, not wanted on this server, called like a sound, or no place left.`;
  return `${counted(added)} added.${leftOut}${written === 'held' ? HELD : ''}`;
}

function counted(count: number): string {
  return count === 1 ? '1 mix' : `${count} mixes`;
}
