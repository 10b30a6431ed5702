import { FLITE_RATE, Flite } from '#src/generator/live/flite/Flite.ts';
import { DJ_VOICE } from '#src/generator/live/flite/voices.ts';
import { bandDb } from '#test/support/analysis/bands.ts';

const RATE = 48_000;
/** Enough of a voice to know it by, at a twelfth of the work. */
const COARSE_RATE = 4_000;
/** Where a bass drum is, and hardly any voice, Hz. */
const MUSIC_FROM = 30;
const MUSIC_TO = 75;

/** One place where the DJ says it, in seconds of the recording. */
export interface Spoken {
  readonly fromS: number;
  readonly toS: number;
  /** As loud as it was made: 1. */
  readonly gain: number;
  /** With the music over it: 1 where there is nothing else. */
  readonly correlation: number;
}

/**
 * Finds what the DJ says in what somebody heard of the bot, by the very sound that the stand-in makes of
 * the text.
 *
 * @param pcm 48 kHz stereo
 */
export async function findSpoken(pcm: Int16Array, text: string, times: number): Promise<Spoken[]> {
  const flite = await Flite.open();
  if (flite === undefined) throw new Error('Flite is not installed');
  const voice = coarse(await flite.say(text, DJ_VOICE), FLITE_RATE, 1);
  await flite.close();
  const heard = coarse(pcm, RATE, 2);
  const voicePower = power(voice);
  const found: Spoken[] = [];
  const like = Float64Array.from({ length: heard.length - voice.length }, (_, at) => {
    let sum = 0;
    for (let i = 0; i < voice.length; i += 1) sum += (voice[i] ?? 0) * (heard[at + i] ?? 0);
    return sum;
  });
  while (found.length < times) {
    const at = like.reduce((best, value, i) => (value > (like[best] ?? 0) ? i : best), 0);
    const there = power(heard.subarray(at, at + voice.length));
    found.push({
      fromS: at / COARSE_RATE,
      toS: (at + voice.length) / COARSE_RATE,
      gain: (like[at] ?? 0) / voicePower,
      correlation: (like[at] ?? 0) / Math.sqrt(voicePower * there),
    });
    like.fill(0, Math.max(0, at - voice.length), at + voice.length);
  }
  return found.toSorted((one, other) => one.fromS - other.fromS);
}

/** How loud the music is in stretches of a recording, in all, whatever is said over it: dB. */
export function musicDb(
  pcm: Int16Array,
  stretches: readonly { readonly fromS: number; readonly toS: number }[],
): number {
  const powers = stretches.map(({ fromS, toS }) => {
    const part = pcm.subarray(2 * Math.round(fromS * RATE), 2 * Math.round(toS * RATE));
    return 10 ** (bandDb(part, MUSIC_FROM, MUSIC_TO) / 10);
  });
  return 10 * Math.log10(powers.reduce((sum, each) => sum + each, 0) / powers.length);
}

function coarse(pcm: Int16Array, rate: number, channels: number): Float64Array {
  const step = (channels * rate) / COARSE_RATE;
  return Float64Array.from({ length: Math.floor(pcm.length / step) }, (_, at) => {
    let sum = 0;
    for (let i = 0; i < step; i += 1) sum += pcm[at * step + i] ?? 0;
    return sum / step;
  });
}

function power(samples: Float64Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0);
}
