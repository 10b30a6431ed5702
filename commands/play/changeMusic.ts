import { configWanted, mixWanted } from '../../src/control/reading.ts';
import { outcomeText } from '../../src/control/texts.ts';
import { isSameMix } from '../../src/crowd/blendMixes.ts';
import type { WordReading } from '../../src/words/interpretation.ts';
import type { CommandContext } from '../Command.ts';
import type { Station } from '../ports.ts';
import { controlsFor } from './controls.ts';
import { isRead, readingText, whyWordList } from './readingText.ts';

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
  const { caller, answer, textChannelId: askIn } = context;
  if (better !== undefined) await answer.defer();
  const read = (await better) ?? first;
  const isFallback = better !== undefined && read.by !== 'gemini';
  const why = isFallback ? whyWordList(read) : '';
  if (read.kind === 'refused') {
    await answer.whisper(`${read.memberText}${why}`);
    return;
  }
  const { state, now } = station;
  const { prompts, by, way } = read;
  const config = controlsFor(read, configWanted(state, now));
  const isChange = way === 'relative';
  const keepsMix = isChange && isSameMix(prompts, mixWanted(state, now));
  const piece = { prompts, config, keepsMix, isChange, keepsControls: by === 'tags' };
  const outcome = await station.act(caller, { kind: 'play', ...piece, askIn });
  const reading = isRead(read) ? `${readingText(read)}${why} ` : '';
  const text = outcomeText(outcome, state.kept.record.channelId);
  if (outcome.kind === 'done') {
    const what = keepsMix ? 'The music' : 'The mix';
    await answer.say(`${reading}${what} is changing. You will hear it in a few seconds.`);
  } else if (outcome.kind === 'asked') {
    await answer.whisper(`${reading}${text} A single prompt goes with \`/lyria propose\`.`);
  } else await answer.whisper(text);
}
