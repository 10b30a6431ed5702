import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Command } from './Command.ts';
import { steerableStation } from './station.ts';

/** Goes on after a pause. */
export const resume: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'resume',
    description: 'Go on with the music after a pause',
  },

  async execute(context) {
    const station = await steerableStation(context);
    if (station === undefined) return;
    if (!station.playback.paused) {
      await context.answer.whisper('The music is playing already.');
      return;
    }
    station.playback.resume();
    await context.answer.say('The music goes on.');
  },
};
