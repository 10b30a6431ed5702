import { FRAME_PAIRS } from '../audio/frame.ts';
import { LoopPlayer } from '../audio/LoopPlayer.ts';
import { type Loop, LoopSearch } from '../audio/match/LoopSearch.ts';
import type { PcmSource } from '../audio/PcmSource.ts';
import { amplify } from './amplify.ts';
import type { History } from './History.ts';
import { pairsIn, SHORTEST_HISTORY_MS } from './stationTimes.ts';

/**
 * A loop for when the music runs out: looked for ahead of time, a step a frame, in what was played
 * and what is still to be played.
 */
export class Bridge {
  readonly #pcm: Int16Array;
  readonly #search: LoopSearch;
  #loop: Loop | undefined;

  private constructor(pcm: Int16Array, beatPairs: number | undefined) {
    this.#pcm = pcm;
    this.#search = new LoopSearch(pcm, beatPairs);
  }

  /**
   * @param gain What is still to be played is played with, as the history was: the loop has it in it.
   * @returns undefined when too little has been heard to make a loop of
   */
  static prepare(options: {
    readonly history: History;
    readonly remaining: PcmSource;
    readonly gain: number;
    readonly beatPairs: number | undefined;
  }): Bridge | undefined {
    const { history, remaining, gain, beatPairs } = options;
    const past = history.pairs;
    const future = remaining.availablePairs;
    if (past + future < pairsIn(SHORTEST_HISTORY_MS)) return undefined;
    const pcm = new Int16Array(2 * (past + future));
    history.copyLast(pcm, past);
    remaining.peek(pcm, past, 0, future);
    if (gain !== 1) amplify(pcm, past, future, gain, gain);
    return new Bridge(pcm, beatPairs);
  }

  /** Does a bit of the search. */
  step(): void {
    this.#loop ??= this.#search.step();
  }

  /** The loop, entered where `remainingPairs` of what was still to be played are left. */
  enter(remainingPairs: number): BridgeLoop {
    let loop = this.#loop;
    while (loop === undefined) loop = this.#search.step();
    const endPair = this.#pcm.length / 2;
    return new BridgeLoop(
      new LoopPlayer(this.#pcm, loop, endPair - remainingPairs),
      loop,
      remainingPairs,
    );
  }
}

/** The loop while it plays. */
export class BridgeLoop {
  readonly player: LoopPlayer;
  readonly #lapPairs: number;
  readonly #firstLapPairs: number;

  constructor(player: LoopPlayer, loop: Loop, firstLapPairs: number) {
    this.player = player;
    this.#lapPairs = loop.endPair - loop.startPair;
    this.#firstLapPairs = firstLapPairs;
  }

  /** Pairs to the end of this lap: there the music that broke off goes on by itself. */
  get pairsToLapEnd(): number {
    const past = this.player.playedPairs - this.#firstLapPairs;
    if (past < 0) return -past;
    const left = this.#lapPairs - (past % this.#lapPairs);
    return left === this.#lapPairs ? 0 : left;
  }

  /** Whether anything of the loop itself has been heard yet. */
  get isLooping(): boolean {
    return this.player.playedPairs > this.#firstLapPairs;
  }

  /** Fills `out` with the next frame. */
  pull(out: Int16Array): void {
    this.player.peek(out, 0, 0, FRAME_PAIRS);
    this.player.take(FRAME_PAIRS);
  }
}
