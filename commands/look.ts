import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { configWanted } from '#src/control/reading.ts';
import { reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import { describeSound } from '#src/crowd/mix/describeSound.ts';
import { fitText, MESSAGE_LENGTH } from '#src/crowd/typed/memberText.ts';
import { type Texts, tell } from '#src/texts/texts.ts';
import type { Command, Station } from './Command.ts';
import { named } from './named.ts';
import { showPanel, stationOf } from './station.ts';

const MS_PER_S = 1_000;
/** Characters of a prompt: two mixes of up to sixteen must fit into one message. */
const NOW_LENGTHS = [30, 15, 8];

/** The panel in private, for oneself. */
export const vote: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.vote'),
  },
  async execute(context) {
    const station = await stationOf(context);
    if (station !== undefined) {
      await context.answer.showPrivately(station.panel(context.caller.userId));
    }
  },
};

/** Brings the panel back: deleted, or scrolled far away. */
export const panel: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.panel'),
  },
  async execute(context) {
    const station = await stationOf(context);
    if (station === undefined) return;
    const { caller, texts, answer } = context;
    const why = whyNot('panel', caller, station.state);
    if (why !== undefined) {
      await answer.whisper(reasonText(texts, why, station.state.kept.record.channelId));
      return;
    }
    await showPanel(context, station);
  },
};

/** What is heard, and what is on its way. */
export const now: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.now'),
  },
  async execute(context) {
    const station = await stationOf(context);
    if (station === undefined) return;
    await station.refresh();
    await context.answer.whisper(
      fitText(NOW_LENGTHS, MESSAGE_LENGTH, (length) => describeNow(context.texts, station, length)),
    );
  },
};

function describeNow(texts: Texts, station: Station, textLength: number): string {
  const { snapshot, ramp, kept, settings } = station.state;
  const lines: string[] = [];
  const config = configWanted(station.state, station.now);
  const { heard, coming } = describeSound(
    texts,
    { heard: snapshot?.heard, prompts: ramp.sent, config },
    textLength,
  );
  if (heard !== undefined) lines.push(texts.say('panel.heard', { sound: heard }));
  if (coming !== undefined) lines.push(texts.say('panel.on-its-way', { sound: coming }));
  const state = snapshot?.state ?? 'starting';
  lines.push(
    texts.say('now.state', {
      state: tell(`now.${state}`),
      channelId: kept.record.channelId,
      volume: tell('percent', { value: Math.round(settings.volume * 100) }),
      seconds: ((snapshot?.reserveMs ?? 0) / MS_PER_S).toFixed(1),
    }),
  );
  if (snapshot?.trouble !== undefined) lines.push(texts.put(snapshot.trouble.memberText));
  return lines.join('\n');
}
