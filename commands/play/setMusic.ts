import { configWanted, mixWanted } from '#src/control/reading.ts';
import { outcomeText } from '#src/control/texts.ts';
import { isSameMix } from '#src/crowd/mix/ramp.ts';
import { tell } from '#src/texts/texts.ts';
import type {
  Interpretation,
  MusicInterpretation,
  WordReading,
} from '#src/words/interpretation.ts';
import type { CommandContext, Station } from '../Command.ts';
import { showPanel, tellOutcome } from '../station.ts';
import { controlsFor, isRead, readingText, whyWordList } from './readingText.ts';

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
  const { answer, texts } = context;
  if (first.kind === 'music') {
    await answer.defer('everybody');
    const station = await start(context, channelId, first);
    if (station === undefined) return;
    const read = await better;
    if (read?.kind === 'music' && read.by !== first.by) await move(context, station, first, read);
    else await tellReading(context, first, read);
    return;
  }
  if (better !== undefined) await answer.defer('everybody');
  const read = (await better) ?? first;
  if (read.kind === 'refused') {
    const isFallback = better !== undefined && read.by !== 'gemini';
    const why = isFallback ? whyWordList(texts, read) : [];
    await answer.whisper([texts.put(read.memberText), ...why].join(' '));
    return;
  }
  const station = await start(context, channelId, read);
  if (station !== undefined) await tellReading(context, read, undefined);
}

async function start(
  context: CommandContext,
  channelId: string,
  { prompts, config }: MusicInterpretation,
): Promise<Station | undefined> {
  const { guildId, textChannelId, caller, stations, texts, serverTexts, answer } = context;
  const startedBy = caller.userId;
  const request = { guildId, channelId, textChannelId, startedBy, prompts, config };
  const started = await stations.start(request);
  const station = stations.get(guildId);
  if (started.kind !== 'done' || station === undefined) {
    const ended = tell('play.ended');
    // Everybody has seen that music was to come.
    if (started.kind === 'failed') await answer.say(serverTexts.put(started.text));
    else await answer.whisper(outcomeText(texts, started, channelId, ended));
    return undefined;
  }
  await showPanel(context, station);
  return station;
}

/** Moves the music that has begun to the better reading, if it still is what was begun. */
async function move(
  { caller, texts, answer }: CommandContext,
  station: Station,
  begun: MusicInterpretation,
  better: MusicInterpretation,
): Promise<void> {
  const outcome = await station.act(caller, { kind: 'refine', begun, better });
  if (outcome.kind === 'done') {
    const reading = isRead(better) ? [readingText(texts, better)] : [];
    await answer.whisper([...reading, texts.say('play.moves')].join(' '));
  } else if (outcome.kind === 'refused' && outcome.reason === 'steered-since') {
    await answer.whisper(outcomeText(texts, outcome, station.state.kept.record.channelId));
  }
}

async function tellReading(
  { texts, answer }: CommandContext,
  read: MusicInterpretation,
  better: Interpretation | undefined,
): Promise<void> {
  if (!isRead(read)) return;
  await answer.whisper([readingText(texts, read), ...whyWordList(texts, better)].join(' '));
}

/**
 * Changes what plays. The music goes on, so the best reading is waited for. A lone listener and a
 * DJ get it at once; with others listening, another mix, tempo or scale is put to them as one
 * poll, and softer controls apply at once, as everywhere.
 */
export async function changeMusic(
  context: CommandContext,
  station: Station,
  { first, better }: WordReading,
): Promise<void> {
  const { caller, texts, answer, textChannelId: askIn } = context;
  if (better !== undefined) await answer.defer('caller');
  const read = (await better) ?? first;
  const isFallback = better !== undefined && read.by !== 'gemini';
  const why = isFallback ? whyWordList(texts, read) : [];
  if (read.kind === 'refused') {
    await answer.whisper([texts.put(read.memberText), ...why].join(' '));
    return;
  }
  const { state, now } = station;
  const { prompts, by, way } = read;
  const config = controlsFor(read, configWanted(state, now));
  const isChange = way === 'relative';
  const keepsMix = isChange && isSameMix(prompts, mixWanted(state, now));
  const piece = { prompts, config, keepsMix, isChange, keepsControls: by === 'tags' };
  const outcome = await station.act(caller, { kind: 'play', ...piece, askIn });
  const reading = isRead(read) ? [readingText(texts, read), ...why] : [];
  const text = outcomeText(texts, outcome, state.kept.record.channelId);
  if (outcome.kind === 'done') {
    const changing = texts.say(keepsMix ? 'play.changing' : 'play.mix-changing');
    await answer.whisper([...reading, changing].join(' '));
  } else if (outcome.kind === 'asked') {
    const whole = [...reading, text, texts.say('play.single')].join(' ');
    await tellOutcome(context, station, outcome, whole);
  } else await answer.whisper(text);
}
