import { promptKey } from '../../src/crowd/promptKey.ts';
import { isSameConfig } from '../../src/music/controlChanges.ts';
import type {
  Interpretation,
  MusicInterpretation,
  WordReading,
} from '../../src/words/interpretation.ts';
import type { CommandContext } from '../Command.ts';
import type { StationControl } from '../ports.ts';
import { isRead, readingText, whyWordList } from './readingText.ts';

/**
 * Begins with what the words say at first sight, whoever else is still reading them, and moves to
 * the better reading when it comes. Only where nothing can be made of the words at first sight is
 * the better reading waited for.
 */
export async function startMusic(
  context: CommandContext,
  channelId: string,
  { first, better }: WordReading,
): Promise<void> {
  const { answer } = context;
  if (first.kind === 'music') {
    await answer.defer();
    const station = await start(context, channelId, first);
    if (station === undefined) return;
    const read = await better;
    if (read?.kind === 'music' && read.by !== first.by) await move(context, station, first, read);
    else await tell(context, first, read);
    return;
  }
  if (better !== undefined) await answer.defer();
  const read = (await better) ?? first;
  if (read.kind === 'refused') {
    const isFallback = better !== undefined && read.by !== 'gemini';
    await answer.whisper(`${read.memberText}${isFallback ? whyWordList(read) : ''}`);
    return;
  }
  const station = await start(context, channelId, read);
  if (station !== undefined) await tell(context, read, undefined);
}

async function start(
  { guildId, textChannelId, caller, stations, answer }: CommandContext,
  channelId: string,
  { prompts, config }: MusicInterpretation,
): Promise<StationControl | undefined> {
  const startedBy = caller.userId;
  const request = { guildId, channelId, textChannelId, startedBy, prompts, config };
  const started = await stations.start(request);
  const station = stations.get(guildId);
  if (!started.ok || station === undefined) {
    await answer.say(started.ok ? 'The music has ended already.' : started.text);
    return undefined;
  }
  const { channelId: shownIn, messageId } = await answer.show(station.panel());
  station.adoptPanel(shownIn, messageId);
  return station;
}

/** Moves the music that has begun to the better reading, if it still is what was begun. */
async function move(
  context: CommandContext,
  station: StationControl,
  begun: MusicInterpretation,
  read: MusicInterpretation,
): Promise<void> {
  const { guildId, caller, stations, answer } = context;
  if (stations.get(guildId)?.key !== station.key) return;
  if (!isAsBegun(station, begun)) {
    await answer.whisper('You have begun to steer already, so I left the mix to your votes.');
    return;
  }
  const { prompts, config } = read;
  const moved = station.restart(prompts, caller.userId, config);
  if (moved.ok) await answer.whisper(`${readingText(read)} The music moves there now.`);
}

/** Nobody has voted, proposed or tuned since. */
function isAsBegun(station: StationControl, { prompts, config }: MusicInterpretation): boolean {
  const { candidates } = station.vote.standings();
  const begun = new Set(prompts.map(({ text }) => promptKey(text)));
  return (
    isSameConfig(station.config, config) &&
    candidates.every(
      ({ candidate }) => candidate.ballots.length === 0 && begun.has(promptKey(candidate.text)),
    )
  );
}

async function tell(
  { answer }: CommandContext,
  read: MusicInterpretation,
  better: Interpretation | undefined,
): Promise<void> {
  if (isRead(read)) await answer.whisper(`${readingText(read)}${whyWordList(better)}`);
}
