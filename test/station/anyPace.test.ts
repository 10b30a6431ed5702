import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FRAME_MS, FRAME_PAIRS } from '#src/audio/frame.ts';
import { silentLog } from '#src/log.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '#src/music/controls.ts';
import type { SCALE_NAMES } from '#src/music/scales.ts';
import type { Deck } from '#src/station/Deck.ts';
import { SessionGate } from '#src/station/SessionGate.ts';
import { Station } from '#src/station/Station.ts';
import {
  BRIDGE_BEGIN_MS,
  START_LAST_MS,
  START_LAST_RATE,
  START_RATE,
} from '#src/station/stationTimes.ts';
import { PacedLyria, type Pacing } from '../support/PacedLyria.ts';
import { seededRandom } from '../support/signals/random.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

/** What an order may take where the service brings a session's first audio within 5 s. */
const ORDER_HEARD_MS = 20_000;
/** What this program may add to a vote, from its first audio on; a fade on the way included. */
const VOTE_ADDED_MS = 5_000;
/** In this time a station has come through its start: at 0.90 it gains half a second in 17 s. */
const START_MS = 30_000;
const UNEVEN = 0.25;
/** A loop begins with so little left, and a jump of the stretcher may be due by then. */
const LAST_MS = BRIDGE_BEGIN_MS + 40;
/** Of two decks: a paused one, and one that asks for fresh music however much it has. */
const MOST_HELD_MS = 30_000;
/** Frames are asked for until a pause has faded down. */
const PULLED_MS = 350;
const RUN_MS = 75_000;

type ScaleName = (typeof SCALE_NAMES)[number];

type Act =
  | { readonly kind: 'vote' }
  | { readonly kind: 'soft'; readonly density: number }
  | { readonly kind: 'tempo'; readonly bpm: number }
  | { readonly kind: 'scale'; readonly scale: ScaleName }
  | { readonly kind: 'fresh' }
  | { readonly kind: 'pause'; readonly forMs: number }
  /** Voice is away: nobody asks for frames. */
  | { readonly kind: 'away'; readonly forMs: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Act>({ kind: 'vote' }) },
  fc.record({ kind: fc.constant('soft' as const), density: fc.constantFrom(0.2, 0.5, 0.8) }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('tempo' as const),
      bpm: fc.integer({ min: 60, max: 200 }),
    }),
  },
  fc.record({
    kind: fc.constant('scale' as const),
    scale: fc.constantFrom<ScaleName>('D_MAJOR_B_MINOR', 'F_MAJOR_D_MINOR'),
  }),
  fc.constant<Act>({ kind: 'fresh' }),
  fc.record({ kind: fc.constant('pause' as const), forMs: fc.integer({ min: 50, max: 4_000 }) }),
  fc.record({ kind: fc.constant('away' as const), forMs: fc.integer({ min: 50, max: 20_000 }) }),
);

const pacing: fc.Arbitrary<Pacing> = fc.record({
  pace: fc.double({ min: 0.9, max: 1.05, noNaN: true }),
  chunkMs: fc.constantFrom(500, 1_000, 2_000, 2_000, 3_000, 4_000),
  jitterMs: fc.integer({ min: 0, max: 200 }),
  secondAfterMs: fc.option(fc.integer({ min: 0, max: 800 }), { nil: undefined }),
  openMs: fc.integer({ min: 10, max: 900 }),
  firstAudioMs: fc.integer({ min: 200, max: 3_000 }),
});

/** Plays a station and notes what becomes of each order. */
class Run {
  readonly clock = new VirtualClock();
  readonly lyria: PacedLyria;
  readonly station: Station;
  readonly complaints: string[] = [];
  readonly #frame = new Int16Array(2 * FRAME_PAIRS);
  #votes = 0;
  #config: MusicGenerationConfig = {};
  /** The newest order that needs another piece, and how long it has waited. */
  #hard: { readonly isHeard: () => boolean; waitedMs: number } | undefined;
  /** The newest vote, and how long audio made from it has been here. */
  #vote: { readonly text: string; waitedMs: number } | undefined;
  #paused = false;
  #isPulled = true;
  #soundedMs = 0;
  /** Since the beginning, or since voice is back. */
  #soundedSinceMs = 0;
  #isAway = false;

  constructor(service: Pacing, seed: number) {
    this.lyria = new PacedLyria(this.clock, seededRandom(seed), service);
    this.station = new Station({
      prompts: [{ text: 'vote 0', weight: 1 }],
      config: {},
      volume: 1,
      open: this.lyria.open,
      gate: new SessionGate(this.clock, { maxSessions: 2, spacingMs: 0 }),
      clock: this.clock,
      random: seededRandom(seed + 1),
      log: silentLog,
      events: {
        onChanged: () => {},
        onFiltered: () => {},
        onFailed: ({ code }) => this.complaints.push(`gave up: ${code}`),
      },
    });
  }

  carryOut(one: Act): void {
    switch (one.kind) {
      case 'vote': {
        this.#votes += 1;
        const text = `vote ${this.#votes}`;
        const mix: readonly WeightedPrompt[] = [{ text, weight: 1 }];
        this.station.setPrompts(mix);
        this.#vote = { text, waitedMs: 0 };
        break;
      }
      case 'soft':
        this.#set({ ...this.#config, density: one.density });
        break;
      case 'tempo':
        this.#orderHard({ ...this.#config, bpm: one.bpm });
        break;
      case 'scale':
        this.#orderHard({ ...this.#config, scale: one.scale });
        break;
      case 'fresh':
        if (this.station.canBegin) {
          const before: Deck | undefined = this.station.playout.deck;
          this.#hard = { isHeard: () => this.station.playout.deck !== before, waitedMs: 0 };
        }
        this.station.reset();
        break;
      case 'pause':
        if (this.#paused) break;
        this.#paused = true;
        this.station.pause();
        this.#isPulled = true;
        this.clock.after(PULLED_MS, () => {
          this.#isPulled = !this.#paused;
        });
        this.clock.after(one.forMs, () => {
          this.#paused = false;
          this.#isPulled = true;
          this.station.resume();
        });
        break;
      case 'away':
        if (this.#isAway) break;
        this.#isAway = true;
        this.#soundedSinceMs = 0;
        this.station.cutOff();
        this.clock.after(one.forMs, () => {
          this.#isAway = false;
        });
        break;
    }
  }

  /** The next frame, and what it says. */
  async frame(): Promise<void> {
    await this.clock.advance(FRAME_MS);
    if (this.station.decks.heldMs > MOST_HELD_MS) this.#complainOnce('held too much');
    if (!this.#isPulled || this.#isAway) return;
    this.station.nextFrame(this.#frame);
    if (!this.station.canBegin) return;
    this.#soundedMs += FRAME_MS;
    this.#soundedSinceMs += FRAME_MS;
    this.#judgeSound();
    if (this.#paused) return;
    this.#judgeHard();
    this.#judgeVote();
  }

  /** Whatever holds for the whole run. */
  async end(): Promise<void> {
    this.station.close();
    await this.clock.advance(5_000);
    const { sessions, mostSessions } = this.lyria;
    if (mostSessions > 2) this.complaints.push(`${mostSessions} sessions at once`);
    for (const { unheardHardChanges } of sessions) {
      if (unheardHardChanges > 0) this.complaints.push('sent a session what it cannot act on');
    }
    if (sessions.some(({ isOpen }) => isOpen)) this.complaints.push('left a session open');
    if (this.clock.pending > 0) this.complaints.push(`left ${this.clock.pending} timers`);
  }

  #set(config: MusicGenerationConfig): void {
    this.#config = config;
    this.station.setConfig(config);
  }

  #orderHard(config: MusicGenerationConfig): void {
    if (config.bpm === this.#config.bpm && config.scale === this.#config.scale) return;
    this.#set(config);
    const isHeard = (): boolean => {
      const { heard } = this.station;
      return heard?.config.bpm === config.bpm && heard?.config.scale === config.scale;
    };
    this.#hard = { isHeard, waitedMs: 0 };
  }

  #judgeSound(): void {
    const { rate, bridgedMs } = this.station.playout;
    if (bridgedMs > 0 && !this.#isSecondLate()) this.#complainOnce('a loop');
    if (this.#soundedMs > START_MS && (rate > 1 || rate < 0.88)) {
      this.#complainOnce(`played at ${rate}`);
    }
    if (
      this.#soundedSinceMs > 100 &&
      !this.#paused &&
      this.#frame.every((sample) => sample === 0)
    ) {
      this.#complainOnce('silence');
    }
  }

  /**
   * Whether the station begins, and its second chunk came when the first could not last any longer; or
   * chunks come so unevenly for their length that a beginning has not enough of them in hand.
   */
  #isSecondLate(): boolean {
    if (this.#soundedMs > START_MS) return false;
    const { chunkMs, jitterMs } = this.lyria.pacing;
    if (jitterMs > UNEVEN * chunkMs) return true;
    const lastMs = Math.min(chunkMs, START_LAST_MS);
    const lastsMs = (chunkMs - lastMs) / START_RATE + (lastMs - LAST_MS) / START_LAST_RATE;
    const [first, second] = this.lyria.sessions[0]?.chunks ?? [];
    return (second?.atMs ?? this.clock.now()) - (first?.atMs ?? 0) > lastsMs;
  }

  #judgeHard(): void {
    if (this.#hard === undefined) return;
    this.#hard.waitedMs += FRAME_MS;
    if (this.#hard.waitedMs > ORDER_HEARD_MS) this.#complainOnce('an order was not heard');
    if (this.#hard.isHeard()) this.#hard = undefined;
  }

  #judgeVote(): void {
    const vote = this.#vote;
    if (vote === undefined) return;
    if (this.station.heard?.prompts[0]?.text === vote.text) {
      this.#vote = undefined;
      return;
    }
    const isHere = this.lyria.sessions.some(
      ({ isOpen, chunks }) =>
        isOpen && chunks.some(({ prompts }) => prompts[0]?.text === vote.text),
    );
    if (isHere) vote.waitedMs += FRAME_MS;
    if (vote.waitedMs > VOTE_ADDED_MS) this.#complainOnce('a vote was not heard');
  }

  #complainOnce(what: string): void {
    if (!this.complaints.includes(what)) this.complaints.push(what);
  }
}

/** The rates of the first half minute, a frame each, from when the second chunk has come. */
async function ratesOf(service: Pacing, seed: number): Promise<ReadonlySet<number>> {
  const played = new Run(service, seed);
  const rates = new Set<number>();
  for (let ms = 0; ms < START_MS; ms += FRAME_MS) {
    await played.frame();
    if ((played.lyria.sessions[0]?.chunks.length ?? 0) > 1) rates.add(played.station.playout.rate);
  }
  await played.end();
  return rates;
}

async function run(service: Pacing, seed: number, acts: readonly (readonly [number, Act])[]) {
  const played = new Run(service, seed);
  for (const [atMs, one] of acts) played.clock.after(atMs, () => played.carryOut(one));
  for (let ms = 0; ms < RUN_MS; ms += FRAME_MS) await played.frame();
  await played.end();
  return played;
}

test('a service at real time that begins with two chunks at once is heard bit-exact', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 80 }),
      fc.integer({ min: 0, max: 500 }),
      fc.nat(),
      async (jitterMs, secondAfterMs, seed) => {
        const usual = { pace: 1, chunkMs: 2_000, openMs: 100, firstAudioMs: 500 };
        expect(await ratesOf({ ...usual, jitterMs, secondAfterMs }, seed)).toEqual(new Set([1]));
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 20) },
  );
});

describe('a station, whatever the pace, the chunks and the orders', () => {
  test('every order is heard in time or superseded; no loop, no silence, nothing left', {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        pacing,
        fc.nat(),
        fc.array(fc.tuple(fc.integer({ min: 0, max: RUN_MS - 22_000 }), act), { maxLength: 14 }),
        async (service, seed, acts) => {
          const { complaints } = await run(service, seed, acts);
          expect(complaints).toEqual([]);
        },
      ),
      {
        endOnFailure: true,
        numRuns: Number(process.env['RUNS'] ?? 40),
        seed: Number(process.env['SEED'] ?? 20_261_127),
      },
    );
  });
});
