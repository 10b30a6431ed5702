import type { RampRunner } from '../../src/crowd/RampRunner.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '../../src/music/controls.ts';
import { SCALE_NAMES } from '../../src/music/scales.ts';
import type { Station } from '../../src/station/Station.ts';
import { between, oneOf, type Random, waitingTimeMs } from './random.ts';
import type { SimulatedClock } from './SimulatedClock.ts';

const VOTE_EVERY_MS = 45_000;
const HARD_CHANGE_EVERY_MS = 20 * 60_000;

const PROMPTS = [
  'Techno',
  'Deep House',
  'Ambient',
  'Bossa Nova',
  'Drum & Bass',
  'Lo-fi',
  'Dub',
  'Piano',
] as const;

/** Votes and hard changes at random. */
export class SimulatedCrowd {
  readonly #random: Random;
  prompts: readonly WeightedPrompt[];
  config: MusicGenerationConfig = {};
  #stopped = false;

  constructor(random: Random) {
    this.#random = random;
    this.prompts = this.#mix();
  }

  start(clock: SimulatedClock, ramp: RampRunner, station: Station): void {
    const vote = (): void => {
      if (this.#stopped) return;
      ramp.aimAt(this.#mix());
      clock.after(waitingTimeMs(this.#random, VOTE_EVERY_MS), vote);
    };
    const change = (): void => {
      if (this.#stopped) return;
      const bpm = Math.round(between(this.#random, 60, 200));
      const scale = SCALE_NAMES[Math.floor(this.#random() * SCALE_NAMES.length)];
      this.config = scale === undefined || this.#random() < 0.5 ? { bpm } : { bpm, scale };
      station.setConfig(this.config);
      clock.after(waitingTimeMs(this.#random, HARD_CHANGE_EVERY_MS), change);
    };
    clock.after(waitingTimeMs(this.#random, VOTE_EVERY_MS), vote);
    clock.after(waitingTimeMs(this.#random, HARD_CHANGE_EVERY_MS), change);
  }

  stop(): void {
    this.#stopped = true;
  }

  #mix(): readonly WeightedPrompt[] {
    const first = oneOf(this.#random, PROMPTS);
    const second = oneOf(this.#random, PROMPTS);
    const share = 0.1 + 0.8 * this.#random();
    if (first === second) return [{ text: first, weight: 1 }];
    return [
      { text: first, weight: share },
      { text: second, weight: 1 - share },
    ];
  }
}
