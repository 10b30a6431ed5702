import type { Wish } from '#src/control/actions.ts';
import type { Outcome } from '#src/control/outcome.ts';
import { outcomeText } from '#src/control/texts.ts';
import type { Told } from '#src/texts/texts.ts';
import type { CommandContext, Station } from './Command.ts';

/** The station of the caller's guild, or a private answer that there is none. */
export async function stationOf(context: CommandContext): Promise<Station | undefined> {
  const station = context.stations.get(context.guildId);
  if (station === undefined) await context.answer.whisper(context.texts.say('nothing-plays'));
  return station;
}

/**
 * Has the station do what the caller wants, and tells them alone what came of it: what concerns all is
 * on the panel.
 *
 * @param done told when it has been done, and there is nothing more to tell
 */
export async function act(
  context: CommandContext,
  wish: Wish,
  done: Told | undefined,
): Promise<Outcome | undefined> {
  const station = await stationOf(context);
  if (station === undefined) return undefined;
  const outcome = await station.act(context.caller, wish);
  const text = outcomeText(context.texts, outcome, station.state.kept.record.channelId, done);
  await tellOutcome(context, station, outcome, text);
  return outcome;
}

/** What came of a wish, in words; where no panel can show the poll, the panel is the answer, too. */
export async function tellOutcome(
  context: CommandContext,
  station: Station,
  outcome: Outcome,
  text: string,
): Promise<void> {
  if (outcome.kind === 'asked' && !outcome.isShown) await showPanel(context, station);
  await context.answer.whisper(text);
}

/** The answer to a command becomes the panel; whoever typed it is told where it cannot be kept up. */
export async function showPanel(
  { answer, texts }: CommandContext,
  station: Station,
): Promise<void> {
  const { channelId, messageId, problem } = await answer.show(station.panel());
  station.tell({ type: 'panelShown', channelId, messageId });
  if (problem !== undefined) await answer.whisper(texts.put(problem));
}
