import { Bridge, type BridgeLoop } from './Bridge.ts';
import type { Deck } from './Deck.ts';
import type { EasingGain } from './EasingGain.ts';
import type { History } from './History.ts';
import { BRIDGE_PREPARE_MS, BRIDGE_STEPS_PER_FRAME, pairsIn } from './stationTimes.ts';

/** Has a loop at hand by the time a deck runs dry, made of what was played and what is left. */
export class StandbyBridge {
  readonly #history: History;
  readonly #gain: EasingGain;
  #bridge: Bridge | undefined;
  /** How much the deck had received when the bridge was prepared. */
  #preparedAtMs = 0;

  /** @param gain what decks are played with */
  constructor(history: History, gain: EasingGain) {
    this.#history = history;
    this.#gain = gain;
  }

  /** Whether one is prepared, with the gain of that moment in it. */
  get isPrepared(): boolean {
    return this.#bridge !== undefined;
  }

  /** Prepares one while little is left, a bit a frame. To be called before each frame of a deck. */
  attend(deck: Deck, beatPairs: number | undefined): void {
    // A loop that was looked for before more audio came would leave that out.
    if (this.#preparedAtMs !== deck.receivedMs) this.forget();
    if (deck.stretcher.availablePairs >= pairsIn(BRIDGE_PREPARE_MS)) {
      this.forget();
      return;
    }
    this.#bridge ??= this.#prepare(deck, beatPairs);
    for (let step = 0; step < BRIDGE_STEPS_PER_FRAME; step += 1) this.#bridge?.step();
  }

  /** Something else will be heard than what the loop was made for. */
  forget(): void {
    this.#bridge = undefined;
  }

  /** Puts a loop in the place of what a deck has left; undefined when there is nothing to loop. */
  enter(deck: Deck, beatPairs: number | undefined): BridgeLoop | undefined {
    const remaining = deck.stretcher.availablePairs;
    const loop = (this.#bridge ?? this.#prepare(deck, beatPairs))?.enter(remaining);
    this.forget();
    if (loop !== undefined) deck.stretcher.take(remaining);
    return loop;
  }

  #prepare(deck: Deck, beatPairs: number | undefined): Bridge | undefined {
    this.#preparedAtMs = deck.receivedMs;
    return Bridge.prepare({
      history: this.#history,
      remaining: deck.stretcher,
      gain: this.#gain.value,
      beatPairs,
    });
  }
}
