import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Command } from './Command.ts';
import { steerableStation } from './station.ts';

/** Holds the music. */
export const pause: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'pause',
    description: 'Hold the music; /lyria resume goes on',
  },

  async execute(context) {
    const station = await steerableStation(context);
    if (station === undefined) return;
    if (station.playback.paused) {
      await context.answer.whisper('The music is paused already. `/lyria resume` goes on.');
      return;
    }
    station.playback.pause();
    await context.answer.say('Paused. `/lyria resume` goes on.');
  },
};
