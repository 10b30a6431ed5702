import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Command } from './Command.ts';
import { steerableStation } from './station.ts';

/** The same mix, a new piece. */
export const reset: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'reset',
    description: 'Start a new piece of music with the same mix',
  },

  async execute(context) {
    const station = await steerableStation(context);
    if (station === undefined) return;
    station.playback.reset();
    await context.answer.say('A new piece with the same mix is on its way.');
  },
};
