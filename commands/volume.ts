import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Command } from './Command.ts';
import { steerableStation } from './station.ts';

const PERCENT = 100;
const LOUDEST_PERCENT = 200;

/** Turns the music up or down for everybody. */
export const volume: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'volume',
    description: 'Turn the music up or down for everybody',
    options: [
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'percent',
        description: '100 plays it as it comes',
        required: true,
        min_value: 0,
        max_value: LOUDEST_PERCENT,
      },
    ],
  },

  async execute(context) {
    const station = await steerableStation(context);
    if (station === undefined) return;
    const percent = context.options.number('percent') ?? PERCENT;
    station.playback.setVolume(percent / PERCENT);
    await context.answer.say(`Volume ${percent} %.`);
  },
};
