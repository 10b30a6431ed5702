import { FRAME_PAIRS, SAMPLE_RATE } from './frame.ts';
import { LoopPlayer } from './LoopPlayer.ts';
import { AlignmentSearch } from './match/AlignmentSearch.ts';
import { LoopSearch } from './match/LoopSearch.ts';
import { MAX_RATE, MIN_RATE, TimeStretcher } from './stretch/TimeStretcher.ts';

const SAMPLE_SECONDS = 4;
const STRETCHED_FRAMES = 400;

/**
 * Lets the engine compile what the 20 ms path calls rarely. Its first search would otherwise run
 * interpreted and hold up a frame for several milliseconds. Takes about a tenth of a second; call
 * it once before the first frame is due.
 */
export function warmUp(): void {
  const pcm = strummed();
  const loop = finish(new LoopSearch(pcm, SAMPLE_RATE / 2));
  const out = new Int16Array(2 * FRAME_PAIRS);
  for (const rate of [MIN_RATE, MAX_RATE]) {
    const stretcher = new TimeStretcher(new LoopPlayer(pcm, loop, 0));
    for (let frame = 0; frame < STRETCHED_FRAMES; frame += 1) stretcher.pull(out, rate);
  }
  const side = { pcm, earliestPair: 0, latestPair: SAMPLE_RATE };
  finish(
    new AlignmentSearch({
      leaving: side,
      coming: side,
      fadePairs: SAMPLE_RATE,
      beatPairs: SAMPLE_RATE / 2,
    }),
  );
}

function finish<T>(search: { step(): T | undefined }): T {
  for (;;) {
    const result = search.step();
    if (result !== undefined) return result;
  }
}

/** A plucked note every half second: enough of everything that the searches look for. */
function strummed(): Int16Array {
  const pcm = new Int16Array(2 * SAMPLE_SECONDS * SAMPLE_RATE);
  for (let i = 0; i < pcm.length; i += 1) {
    const seconds = Math.floor(i / 2) / SAMPLE_RATE;
    pcm[i] = 8000 * Math.exp(-8 * (seconds % 0.5)) * Math.sin(2 * Math.PI * 220 * seconds);
  }
  return pcm;
}
