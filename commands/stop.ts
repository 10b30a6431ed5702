import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { needsPoll } from '../src/crowd/pollQuestion.ts';
import type { Command } from './Command.ts';
import { steerableStation } from './station.ts';

/** Ends the music; while others listen, they are asked. */
export const stop: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'stop',
    description: 'Stop the music and leave the voice channel',
  },

  async execute(context) {
    const station = await steerableStation(context);
    if (station === undefined) return;
    const { caller, answer } = context;
    if (needsPoll(caller, station.listeners)) {
      const asked = await station.ask({ kind: 'stop' }, caller.userId, context.textChannelId);
      await answer.whisper(asked.ok ? 'Others are listening, so I asked them.' : asked.text);
      return;
    }
    station.stop();
    await answer.say('The music fades out. `/lyria play` brings it back.');
  },
};
