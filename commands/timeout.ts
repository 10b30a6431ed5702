import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import type { Command } from './Command.ts';
import { named } from './named.ts';

const MS_PER_S = 1_000;
const MS_PER_MIN = 60_000;
/** Discord's own longest timeout. */
const LONGEST_TIMEOUT_MIN = 28 * 24 * 60;

/** Takes no proposals of one member for a time. */
export const timeout: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.timeout'),
    options: [
      {
        type: ApplicationCommandOptionType.User,
        ...named('option.timeout.member'),
        required: true,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        ...named('option.timeout.minutes'),
        required: true,
        min_value: 0,
        max_value: LONGEST_TIMEOUT_MIN,
      },
    ],
  },

  async execute({ guildId, caller, stations, options, texts, answer, nowMs }) {
    const why = whyNot('settings', caller, undefined);
    const userId = options.user('member');
    if (why !== undefined || userId === undefined) {
      await answer.whisper(reasonText(texts, why ?? 'not-managing', ''));
      return;
    }
    const untilMs = nowMs + (options.number('minutes') ?? 0) * MS_PER_MIN;
    const others = stations
      .settings(guildId)
      .timeouts.filter((one) => one.userId !== userId && one.untilMs > nowMs);
    const isOver = untilMs <= nowMs;
    const timeouts = isOver ? others : [...others, { userId, untilMs }];
    stations.changeSettings(guildId, { timeouts });
    const until = `<t:${Math.ceil(untilMs / MS_PER_S)}:f>`;
    const member = `<@${userId}>`;
    await answer.whisper(
      isOver
        ? texts.say('timeout.over', { member })
        : texts.say('timeout.until', { member, until }),
    );
  },
};
