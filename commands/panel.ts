import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Command } from './Command.ts';
import { steerableStation } from './station.ts';

/** Brings the panel back: deleted, or scrolled far away. */
export const panel: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'panel',
    description: 'Bring the panel with the votes down here',
  },

  async execute(context) {
    const station = await steerableStation(context);
    if (station === undefined) return;
    const { channelId, messageId } = await context.answer.show(station.panel());
    station.adoptPanel(channelId, messageId);
  },
};
