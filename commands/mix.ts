import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { showText } from '../src/crowd/memberText.ts';
import type { Command } from './Command.ts';
import { stationOf } from './station.ts';

const SHOWN_LENGTH = 60;

/** Exact shares by the vote, and the weights sent at this moment. */
export const mix: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'mix',
    description: 'The exact shares of the vote and the weights in force now',
  },

  async execute(context) {
    const station = await stationOf(context);
    if (station === undefined) return;
    const sent = new Map(station.sentMix.map(({ text, weight }) => [text, weight]));
    const lines = station.standings().candidates.map(({ candidate, share, points }) => {
      const weight = sent.get(candidate.text);
      sent.delete(candidate.text);
      const name = showText(candidate.text, SHOWN_LENGTH);
      const inForce = weight === undefined ? 'not playing' : `weight ${weight.toFixed(3)}`;
      return `${name}: ${(100 * share).toFixed(1)} % (${points.toFixed(1)} points), ${inForce}`;
    });
    for (const [text, weight] of sent) {
      lines.push(`${showText(text, SHOWN_LENGTH)}: weight ${weight.toFixed(3)}`);
    }
    await context.answer.whisper(lines.join('\n'));
  },
};
