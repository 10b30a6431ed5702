import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { describeMix } from '../src/crowd/describeMix.ts';
import type { Command } from './Command.ts';
import { stationOf } from './station.ts';

const MS_PER_S = 1_000;

/** What is heard, and what is on its way. */
export const now: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'now',
    description: 'What you hear at this moment, and what is on its way',
  },

  async execute(context) {
    const station = await stationOf(context);
    if (station === undefined) return;
    const { snapshot } = station;
    const lines: string[] = [];
    const heard = snapshot?.heard?.prompts;
    const coming = describeMix(station.sentMix);
    if (heard === undefined) lines.push(`**On its way:** ${coming}`);
    else {
      lines.push(`**You hear:** ${describeMix(heard)}`);
      if (describeMix(heard) !== coming) lines.push(`**On its way:** ${coming}`);
    }
    const reserve = ((snapshot?.reserveMs ?? 0) / MS_PER_S).toFixed(1);
    const volume = Math.round(station.volume * 100);
    const state = snapshot?.state ?? 'starting';
    lines.push(
      `${state} in <#${station.channelId}> · volume ${volume} % · ${reserve} s in reserve`,
    );
    if (snapshot?.trouble !== undefined) lines.push(snapshot.trouble.memberText);
    await context.answer.whisper(lines.join('\n'));
  },
};
