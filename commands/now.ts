import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { describeSound } from '../src/crowd/describeSound.ts';
import { fitText, MESSAGE_LENGTH } from '../src/crowd/fitText.ts';
import type { Command } from './Command.ts';
import type { StationControl } from './ports.ts';
import { stationOf } from './station.ts';

const MS_PER_S = 1_000;
/** Characters of a prompt: two mixes of up to sixteen must fit into one message. */
const TEXT_LENGTHS = [30, 15, 8];

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
    await station.refresh();
    await context.answer.whisper(
      fitText(TEXT_LENGTHS, MESSAGE_LENGTH, (length) => describe(station, length)),
    );
  },
};

function describe(station: StationControl, textLength: number): string {
  const { snapshot } = station;
  const lines: string[] = [];
  const { heard, coming } = describeSound(
    { heard: snapshot?.heard, prompts: station.vote.sentMix, config: station.config },
    textLength,
  );
  if (heard !== undefined) lines.push(`**You hear:** ${heard}`);
  if (coming !== undefined) lines.push(`**On its way:** ${coming}`);
  const reserve = ((snapshot?.reserveMs ?? 0) / MS_PER_S).toFixed(1);
  const volume = Math.round(station.playback.volume * 100);
  const state = snapshot?.state ?? 'starting';
  lines.push(`${state} in <#${station.channelId}> · volume ${volume} % · ${reserve} s in reserve`);
  if (snapshot?.trouble !== undefined) lines.push(snapshot.trouble.memberText);
  return lines.join('\n');
}
