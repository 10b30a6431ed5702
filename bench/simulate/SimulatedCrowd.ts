import type { MusicGenerationConfig, WeightedPrompt } from '#src/music/controls.ts';
import { SCALE_NAMES } from '#src/music/scales.ts';
import type { Station } from '#src/station/Station.ts';
import type { RampRunner } from './RampRunner.ts';
import { between, oneOf, type Random, waitingTimeMs } from './random.ts';
import type { SimulatedClock } from './SimulatedClock.ts';

const VOTE_EVERY_MS = 45_000;
const HARD_CHANGE_EVERY_MS = 20 * 60_000;
/** How many of the bad moments somebody uses, and how soon after they have begun. */
const BAD_MOMENT_CHANCE = 0.25;
const BAD_MOMENT_WITHIN_MS = 3_000;
/** A second thought comes within seconds. */
const SECOND_THOUGHT_CHANCE = 0.3;
const SECOND_THOUGHT_MS = [200, 12_000] as const;
/** Just before a session is replaced for its age. */
const OLD_MS = 532_000;
/** A chunk is late by now. */
const QUIET_MS = 3_500;

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

/** Votes and hard changes at random, and above all at moments that do not suit. */
export class SimulatedCrowd {
  readonly #random: Random;
  /** The first mix. */
  readonly prompts: readonly WeightedPrompt[];
  /** The configuration in force. */
  config: MusicGenerationConfig = {};
  readonly #clock: SimulatedClock;
  readonly #onHardOrder: (wanted: 'fresh' | MusicGenerationConfig) => void;
  #stopped = false;
  #wasBad = false;

  /** @param onHardOrder told before each new tempo, scale or start */
  constructor(
    random: Random,
    clock: SimulatedClock,
    onHardOrder: (wanted: 'fresh' | MusicGenerationConfig) => void,
  ) {
    this.#random = random;
    this.#clock = clock;
    this.#onHardOrder = onHardOrder;
    this.prompts = this.#mix();
  }

  start(ramp: RampRunner, station: Station): void {
    const often = (meanMs: number, act: () => void): void => {
      this.#clock.after(waitingTimeMs(this.#random, meanMs), () => {
        if (this.#stopped) return;
        act();
        often(meanMs, act);
      });
    };
    often(VOTE_EVERY_MS, () => ramp.aimAt(this.#mix()));
    often(HARD_CHANGE_EVERY_MS, () => this.#orderHard(station));
  }

  /** To be called every frame: a fade, a loop, a stall, an old session is when somebody acts. */
  look(ramp: RampRunner, station: Station): void {
    const { playout } = station;
    const { deck } = playout;
    const isBad =
      playout.isHandingOver ||
      playout.bridgedMs > 0 ||
      (deck !== undefined && (deck.quietMs > QUIET_MS || deck.ageMs > OLD_MS));
    const begins = isBad && !this.#wasBad;
    this.#wasBad = isBad;
    if (!begins || this.#random() >= BAD_MOMENT_CHANCE) return;
    const act = oneOf(this.#random, ['vote', 'hard', 'reset'] as const);
    this.#clock.after(between(this.#random, 0, BAD_MOMENT_WITHIN_MS), () => {
      if (this.#stopped) return;
      if (act === 'vote') ramp.aimAt(this.#mix());
      else if (act === 'hard') this.#orderHard(station);
      else this.#startAfresh(station);
    });
  }

  stop(): void {
    this.#stopped = true;
  }

  #orderHard(station: Station): void {
    const bpm = Math.round(between(this.#random, 60, 200));
    const scale = SCALE_NAMES[Math.floor(this.#random() * SCALE_NAMES.length)];
    this.config = scale === undefined || this.#random() < 0.5 ? { bpm } : { bpm, scale };
    this.#onHardOrder(this.config);
    station.setConfig(this.config);
    if (this.#random() >= SECOND_THOUGHT_CHANCE) return;
    this.#clock.after(between(this.#random, ...SECOND_THOUGHT_MS), () => {
      if (!this.#stopped) this.#orderHard(station);
    });
  }

  #startAfresh(station: Station): void {
    if (!station.playout.isSounding) return;
    this.#onHardOrder('fresh');
    station.reset();
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
