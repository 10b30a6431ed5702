import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import type { Command } from './Command.ts';
import { named } from './named.ts';

/** Has the server's music come with a key of its own, which whoever manages it enters into a form. */
export const key: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.key'),
    options: [{ type: ApplicationCommandOptionType.Boolean, ...named('option.key.remove') }],
  },

  async execute({ guildId, caller, keys, options, texts, answer }) {
    const why = whyNot('key', caller, undefined);
    if (why !== undefined) await answer.whisper(reasonText(texts, why, ''));
    else if (options.boolean('remove') === true) {
      const wasThere = await keys.remove(guildId);
      await answer.whisper(texts.say(wasThere ? 'key.removed' : 'key.none'));
    } else if (keys.whyOff === undefined) await answer.askKey();
    else await answer.whisper(texts.put(keys.whyOff));
  },
};
