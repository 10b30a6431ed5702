import { Resampler } from '#src/audio/resample/Resampler.ts';
import type { Wav } from '#src/audio/wav.ts';
import { ControlError } from '../control/ControlError.ts';

/** What a mouth takes: mono, in Hz. */
export const VOICE_RATE = 48_000;

/** What a recording becomes when somebody says it. @throws ControlError for more than two channels */
export function toVoice({ pcm, sampleRateHz, channels }: Wav): Int16Array {
  if (channels !== 1 && channels !== 2) {
    throw new ControlError(400, 'request.invalid', 'What is said is mono or stereo.');
  }
  const resampler = new Resampler({ rate: sampleRateHz, channels }, VOICE_RATE);
  resampler.push(pcm);
  resampler.end();
  const pairs = resampler.availablePairs;
  const stereo = new Int16Array(2 * pairs);
  resampler.pull(stereo, 0, pairs);
  return Int16Array.from({ length: pairs }, (_, i) =>
    Math.round(((stereo[2 * i] ?? 0) + (stereo[2 * i + 1] ?? 0)) / 2),
  );
}
