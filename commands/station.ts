import type { CommandContext } from './Command.ts';
import type { Outcome, StationControl } from './ports.ts';

const NOTHING_PLAYS = 'Nothing is playing here. `/lyria play` starts the music.';

/** The station of the caller's guild, or a private answer that there is none. */
export async function stationOf(context: CommandContext): Promise<StationControl | undefined> {
  const station = context.stations.get(context.guildId);
  if (station === undefined) await context.answer.whisper(NOTHING_PLAYS);
  return station;
}

/** The station, if the caller is in its channel or manages the server; else a private answer. */
export async function steerableStation(
  context: CommandContext,
): Promise<StationControl | undefined> {
  const station = await stationOf(context);
  if (station === undefined) return undefined;
  const { caller } = context;
  if (caller.voiceChannelId === station.channelId || caller.canManageGuild) return station;
  await context.answer.whisper(`The music plays in <#${station.channelId}>. Join it to steer it.`);
  return undefined;
}

/** Tells the caller in private what came of it. */
export function tell(context: CommandContext, outcome: Outcome, done: string): Promise<void> {
  return context.answer.whisper(outcome.ok ? done : outcome.text);
}
