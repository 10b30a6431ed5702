import { drumLoop } from './drums.ts';
import { music } from './music.ts';
import { chord, noise, sine } from './tones.ts';

export interface Material {
  readonly name: string;
  /** The same array for the same length: not to be changed. */
  readonly make: (seconds: number) => Int16Array;
}

const kinds: readonly Material[] = [
  { name: 'noise', make: (seconds) => noise(seconds) },
  { name: 'a low tone', make: (seconds) => sine({ hz: 55.3, seconds }) },
  { name: 'a high tone', make: (seconds) => sine({ hz: 3001, seconds, phaseDifference: 1 }) },
  { name: 'a chord', make: (seconds) => chord([110, 138.6, 164.8, 220], seconds) },
  { name: 'drums', make: (seconds) => drumLoop(seconds, 128) },
  { name: 'slow drums', make: (seconds) => drumLoop(seconds, 83) },
  { name: 'music', make: (seconds) => music({ seconds, bpm: 112 }) },
  { name: 'music without drums', make: (seconds) => music({ seconds, drums: false }) },
];

/** What loops, splices and meters are tried on: one of each kind of sound. */
export const materials: readonly Material[] = kinds.map(({ name, make }) => {
  const made = new Map<number, Int16Array>();
  return {
    name,
    make(seconds) {
      const pcm = made.get(seconds) ?? make(seconds);
      made.set(seconds, pcm);
      return pcm;
    },
  };
});
