import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import { MESSAGE_LENGTH } from '#src/crowd/typed/memberText.ts';
import type { Command, Sight } from './Command.ts';
import { named } from './named.ts';

const MARKS: Readonly<Record<Sight['state'], string>> = {
  fine: '✅',
  warning: '⚠️',
  wrong: '❌',
  skipped: '➖',
};

/** Looks at what the bot needs here, for whoever manages the server. */
export const doctor: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.doctor'),
  },

  async execute({ caller, textChannelId, doctor: examiner, texts, answer }) {
    const why = whyNot('doctor', caller, undefined);
    if (why !== undefined) {
      await answer.whisper(reasonText(texts, why, ''));
      return;
    }
    await answer.whisper(texts.say('doctor.looking'));
    const channelIds = [textChannelId, ...(caller.voiceChannelId ? [caller.voiceChannelId] : [])];
    await answer.whisper(describe(await examiner.examine(channelIds)));
  },
};

function describe(sights: readonly Sight[]): string {
  const lines = sights.map(({ about, state, text }) => `${MARKS[state]} **${about}:** ${text}`);
  const text = lines.join('\n');
  return text.length <= MESSAGE_LENGTH ? text : `${text.slice(0, MESSAGE_LENGTH - 1)}…`;
}
