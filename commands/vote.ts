import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Command } from './Command.ts';
import { stationOf } from './station.ts';

/** The panel in private, for oneself. */
export const vote: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'vote',
    description: 'Vote on what plays, seen by you alone',
  },

  async execute(context) {
    const station = await stationOf(context);
    if (station === undefined) return;
    await context.answer.showPrivately(station.panel(context.caller.userId));
  },
};
