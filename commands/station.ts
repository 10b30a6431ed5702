import type { Wish } from '#src/control/actions.ts';
import type { Outcome } from '#src/control/outcome.ts';
import { outcomeText } from '#src/control/texts.ts';
import type { CommandContext, Station } from './Command.ts';

const NOTHING_PLAYS = 'Nothing is playing here. `/lyria play` starts the music.';

/** The station of the caller's guild, or a private answer that there is none. */
export async function stationOf(context: CommandContext): Promise<Station | undefined> {
  const station = context.stations.get(context.guildId);
  if (station === undefined) await context.answer.whisper(NOTHING_PLAYS);
  return station;
}

/**
 * Has the station do what the caller wants, and tells them in private why not.
 *
 * @param done told to everybody when it has been done; a function makes that of the outcome
 */
export async function act(
  context: CommandContext,
  wish: Wish,
  done: string | undefined,
): Promise<Outcome | undefined> {
  const station = await stationOf(context);
  if (station === undefined) return undefined;
  const { answer, caller } = context;
  const outcome = await station.act(caller, wish);
  const text = outcomeText(outcome, station.state.kept.record.channelId, done);
  if (outcome.kind === 'done' && done !== undefined) await answer.say(text);
  else await answer.whisper(text);
  return outcome;
}
