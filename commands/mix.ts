import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { fitText, MESSAGE_LENGTH } from '../src/crowd/fitText.ts';
import { showText } from '../src/crowd/memberText.ts';
import type { Command } from './Command.ts';
import { stationOf } from './station.ts';

/** Characters of a prompt; a mix on its way to another has the prompts of both. */
const SHOWN_LENGTHS = [60, 30, 12];

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
    const { candidates } = station.vote.standings();
    const lines = (length: number): string => {
      const sent = new Map(station.vote.sentMix.map(({ text, weight }) => [text, weight]));
      const rows = candidates.map(({ candidate, share, points }) => {
        const weight = sent.get(candidate.text);
        sent.delete(candidate.text);
        const name = showText(candidate.text, length);
        const inForce = weight === undefined ? 'not playing' : `weight ${weight.toFixed(3)}`;
        return `${name}: ${(100 * share).toFixed(1)} % (${points.toFixed(1)} points), ${inForce}`;
      });
      for (const [text, weight] of sent) {
        rows.push(`${showText(text, length)}: weight ${weight.toFixed(3)}`);
      }
      return rows.join('\n');
    };
    await context.answer.whisper(fitText(SHOWN_LENGTHS, MESSAGE_LENGTH, lines));
  },
};
