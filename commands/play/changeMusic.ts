import { isSameMix } from '../../src/crowd/blendMixes.ts';
import { needsPoll, type PollQuestion } from '../../src/crowd/pollQuestion.ts';
import { REFUSAL_TEXTS } from '../../src/crowd/refusal.ts';
import { mixOf } from '../../src/crowd/standings.ts';
import { isHardChange } from '../../src/music/controlChanges.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '../../src/music/controls.ts';
import type { MusicInterpretation, WordReading } from '../../src/words/interpretation.ts';
import type { CommandContext } from '../Command.ts';
import type { StationControl } from '../ports.ts';
import { controlsFor } from './controls.ts';
import { isRead, readingText, whyWordList } from './readingText.ts';

interface Wanted {
  readonly prompts: readonly WeightedPrompt[];
  readonly config: MusicGenerationConfig;
  /** Only the controls are to be others. */
  readonly keepsMix: boolean;
}

/**
 * Changes what plays. The music goes on, so the best reading is waited for. A lone listener and a
 * DJ get it at once; with others listening, another mix, tempo or scale is put to them as one
 * poll, and softer controls apply at once, as everywhere.
 */
export async function changeMusic(
  context: CommandContext,
  station: StationControl,
  { first, better }: WordReading,
): Promise<void> {
  const { caller, answer } = context;
  if (better !== undefined) await answer.defer();
  const read = (await better) ?? first;
  const isFallback = better !== undefined && read.by !== 'gemini';
  const why = isFallback ? whyWordList(read) : '';
  if (read.kind === 'refused') {
    await answer.whisper(`${read.memberText}${why}`);
    return;
  }
  if (context.stations.get(context.guildId)?.key !== station.key) {
    await answer.whisper('The music has ended meanwhile. `/lyria play` starts it again.');
    return;
  }
  const wanted = wantedOf(read, station);
  const isDrastic = !wanted.keepsMix || isHardChange(station.config, wanted.config);
  if (isDrastic && needsPoll(caller, station.listeners)) {
    await ask(context, station, read, wanted, why);
    return;
  }
  if (wanted.keepsMix) station.setConfig(wanted.config);
  else {
    const changed = station.restart(wanted.prompts, caller.userId, wanted.config);
    if (!changed.ok) {
      await answer.whisper(REFUSAL_TEXTS[changed.refusal]);
      return;
    }
  }
  const what = wanted.keepsMix ? 'The music' : 'The mix';
  const reading = isRead(read) ? `${readingText(read)}${why} ` : '';
  await answer.say(`${reading}${what} is changing. You will hear it in a few seconds.`);
}

function wantedOf(read: MusicInterpretation, station: StationControl): Wanted {
  const { prompts, way } = read;
  const config = controlsFor(read, station.config);
  const keepsMix = way === 'relative' && isSameMix(prompts, mixOf(station.vote.standings()));
  return { prompts, config, keepsMix };
}

async function ask(
  { caller, answer, textChannelId }: CommandContext,
  station: StationControl,
  read: MusicInterpretation,
  wanted: Wanted,
  why: string,
): Promise<void> {
  const asked = await station.ask(questionOf(read, wanted, station), caller.userId, textChannelId);
  const reading = isRead(read) ? `${readingText(read)}${why} ` : '';
  const text = `${reading}Others are listening, so I asked them. A single prompt goes with \`/lyria propose\`.`;
  await answer.whisper(asked.ok ? text : asked.text);
}

function questionOf(
  { by, way }: MusicInterpretation,
  { prompts, config, keepsMix }: Wanted,
  station: StationControl,
): PollQuestion {
  const changesTempo = config.bpm !== station.config.bpm;
  const changesScale = config.scale !== station.config.scale;
  if (keepsMix && changesTempo !== changesScale) {
    return changesTempo
      ? { kind: 'tempo', bpm: config.bpm ?? null }
      : { kind: 'scale', scale: config.scale ?? null };
  }
  if (by === 'tags') return { kind: 'new-start', prompts };
  return { kind: 'new-start', prompts, config, ...(way === 'relative' ? { isChange: true } : {}) };
}
