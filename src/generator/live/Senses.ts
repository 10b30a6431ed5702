import { Resampler } from '../../audio/resample/Resampler.ts';
import type { Clock } from '../../clock.ts';
import { SPOKEN_RATE } from '../../live/session.ts';
import { Ears } from './ears/Ears.ts';
import { FLITE_RATE, Flite } from './flite/Flite.ts';
import { DJ_VOICE } from './flite/voices.ts';

/** So long a speaker waits for ears that are not there yet: the bot gives up on a service after 6 s. */
const PATIENCE_MS = 2_000;

/** Why there is nobody to hear; `missing`: what the ears are made with is not installed. */
export type Deaf = { readonly deaf: 'not-yet' | 'missing' };

/** Ears and mouth of the stand-in. */
export interface Senses {
  /** @param pcm 16 kHz mono; resolves to lower case, empty where nothing was understood */
  hear(pcm: Int16Array): Promise<string | Deaf>;
  /** At `rate`, mono; empty where there is no voice. */
  speak(text: string, rate: number): Promise<Int16Array>;
  /** Resolves when both are there; harmless again and again. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Both in threads of their own that begin when they are first needed: few runs of a sandbox need them.
 *
 * @param isPrepared whether what takes long is begun at once, at low priority
 */
export function lazySenses(clock: Clock, isPrepared = false): Senses {
  const endPreparing = isPrepared ? Ears.prepare() : undefined;
  let ears: Ears | undefined;
  let warm: Promise<boolean> | undefined;
  let mouth: Promise<Flite | undefined> | undefined;
  const openMouth = (): Promise<Flite | undefined> => (mouth ??= Flite.open());
  const openEars = (): Ears | undefined => (ears ??= Ears.open());
  return {
    async hear(pcm) {
      const listening = openEars();
      if (listening === undefined) return { deaf: 'missing' };
      warm ??= listening.warmUp().then(() => true);
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const timer = clock.after(PATIENCE_MS, () => resolve(false));
      const isReady = await Promise.race([warm, promise]);
      timer.cancel();
      return isReady ? listening.hear(pcm) : { deaf: 'not-yet' };
    },
    async speak(text, rate) {
      const flite = await openMouth();
      const pcm = (await flite?.say(text, DJ_VOICE)) ?? new Int16Array(0);
      return rate === FLITE_RATE ? pcm : converted(pcm, rate);
    },
    async warmUp() {
      await Promise.all([
        openEars()?.warmUp(),
        openMouth().then((flite) => flite?.say('', DJ_VOICE)),
      ]);
    },
    async close() {
      await Promise.all([endPreparing?.(), ears?.close(), mouth?.then((flite) => flite?.close())]);
    },
  };
}

/** Mono at the rate of Flite's voices to mono at another. */
function converted(pcm: Int16Array, rate = SPOKEN_RATE): Int16Array {
  const resampler = new Resampler({ rate: FLITE_RATE, channels: 1 }, rate);
  resampler.push(pcm);
  resampler.end();
  const stereo = new Int16Array(2 * resampler.availablePairs);
  resampler.pull(stereo, 0, stereo.length >> 1);
  return stereo.filter((_sample, at) => at % 2 === 0);
}
