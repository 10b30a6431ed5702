import { FRAME_PAIRS } from '#src/audio/frame.ts';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { heardFor, nothingIsLeft, startStage } from '../test/e2e/support/Stage.ts';
import { distribution, type Measurement } from './measurement.ts';

const STARTS = 10;
/** The fade in is over by then. */
const LISTEN_S = 1;
/** Of 32,767: 66 dB below full scale, which is heard as sound and not as what Opus makes of silence. */
const AUDIBLE = 16;
const SAMPLES_PER_PACKET = 2 * FRAME_PAIRS;

/**
 * From the first chunk's arrival at the bot to the first audible packet at a listener, bot and
 * sandbox in processes of their own.
 *
 * Both times are of the sandbox's clock: generator and voice server are in its process. The chunk's
 * time is when the generator sends it, a little before the bot has it, so the figure is never too
 * small.
 */
export async function measureFirstSound(): Promise<Measurement> {
  const stage = await startStage();
  try {
    await stage.control.join('Ada', 'Lounge');
    const delaysMs: number[] = [];
    for (let start = 0; start < STARTS; start++) {
      delaysMs.push(await measureStart(stage.control));
    }
    const firstSound = distribution(delaysMs);
    return {
      text: `First sound: ${firstSound.median} ms after the first chunk in the median of ${STARTS} starts, ${firstSound.p95} ms at the 95th percentile`,
      json: { firstSoundMs: firstSound },
    };
  } finally {
    await stage.close();
  }
}

async function measureStart(control: ControlClient): Promise<number> {
  await control.forgetRecordings('Ada');
  await control.type('Ada', '/lyria play techno');
  const { packets, pcm } = await heardFor(control, 'Ada', LISTEN_S);
  const session = (await control.lyriaSessions()).at(-1);
  const sentAtMs = session?.kept.chunks[0]?.atMs;
  const heardAtMs = packets[Math.floor(pcm.findIndex(isAudible) / SAMPLES_PER_PACKET)]?.arrivedAtMs;
  if (sentAtMs === undefined || heardAtMs === undefined) throw new Error('Nothing was heard');
  await control.type('Ada', '/lyria stop');
  await nothingIsLeft(control);
  return heardAtMs - sentAtMs;
}

function isAudible(sample: number): boolean {
  return Math.abs(sample) > AUDIBLE;
}
