import { afterEach, describe, expect, test } from 'vitest';
import { FRAME_PAIRS, SAMPLE_RATE } from '#src/audio/frame.ts';
import type { Failure } from '#src/failure.ts';
import { silentLog } from '#src/log.ts';
import type { LyriaFailure } from '#src/lyria/failure.ts';
import { closeFailure, httpFailure } from '#src/lyria/refusal.ts';
import { SessionGate } from '#src/station/SessionGate.ts';
import { type MusicState, Station } from '#src/station/Station.ts';
import { RETIRE_AT_MS } from '#src/station/stationTimes.ts';
import { FakeLyria, type FakeSession } from '../support/FakeLyria.ts';
import { music } from '../support/signals/music.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const FRAME_MS = 20;
const CHUNK_MS = 2_000;
const CHUNK_PAIRS = 2 * SAMPLE_RATE;
const PIECE = music({ seconds: 20, bpm: 120 });
const SESSION_LIMIT_MS = 600_000;
const NOT_IMPLEMENTED = 'Operation is not implemented, or supported, or enabled.';

/** A station with every time as it is in earnest, at a service that a test plays. */
class Scene {
  readonly clock = new VirtualClock();
  readonly lyria = new FakeLyria();
  readonly failures: Failure[] = [];
  readonly station: Station;
  /** The states that were heard, each once in a row. */
  readonly states: MusicState[] = [];
  readonly attemptsAtMs: number[] = [];
  silentFrames = 0;
  readonly #frame = new Int16Array(2 * FRAME_PAIRS);
  readonly #openedAtMs = new Map<FakeSession, number>();
  #chunks = 0;

  constructor(options: { readonly refusal?: LyriaFailure; readonly patient?: boolean } = {}) {
    this.lyria.refusal = options.refusal;
    this.station = new Station({
      prompts: [{ text: 'techno', weight: 1 }],
      config: {},
      volume: 1,
      open: (how) => {
        this.attemptsAtMs.push(this.clock.now());
        return this.lyria.open(how);
      },
      gate: new SessionGate(this.clock),
      patient: options.patient ?? false,
      clock: this.clock,
      // The longest waits that there are.
      random: () => 1 - Number.EPSILON,
      log: silentLog,
      events: {
        onChanged: () => {},
        onFiltered: () => {},
        onFailed: (failure) => this.failures.push(failure),
      },
    });
  }

  /** Every session that plays delivers in real time, and ends at 600 s. */
  async listenUntil(atMs: number): Promise<void> {
    while (this.clock.now() < atMs) {
      if (this.clock.now() % CHUNK_MS === 0) this.#serve();
      await this.clock.advance(FRAME_MS);
      this.station.nextFrame(this.#frame);
      const { state } = this.station;
      if (this.states.at(-1) !== state) this.states.push(state);
      if (!this.station.canBegin) continue;
      if (this.#frame.every((sample) => Math.abs(sample) < 8)) this.silentFrames += 1;
    }
  }

  #serve(): void {
    const nowMs = this.clock.now();
    for (const session of this.lyria.sessions.filter(({ isOpen }) => isOpen)) {
      const openedAtMs = this.#openedAtMs.get(session) ?? nowMs;
      this.#openedAtMs.set(session, openedAtMs);
      if (nowMs - openedAtMs >= SESSION_LIMIT_MS) {
        session.fail(closeFailure(1011, '', nowMs - openedAtMs));
      } else if (session.told.lastIndexOf('play') > session.told.lastIndexOf('pause')) {
        const from = (this.#chunks % 9) * CHUNK_PAIRS;
        this.#chunks += 1;
        session.deliver(PIECE.subarray(2 * from, 2 * (from + CHUNK_PAIRS)));
      }
    }
  }
}

let scene: Scene;
afterEach(async () => {
  scene.station.close();
  await scene.clock.advance(0);
  expect(scene.clock.pending).toBe(0);
  expect(scene.lyria.openSessions).toBe(0);
});

/** Closes and answers that good keys have been given, and that were over soon. */
const PASSING: readonly (readonly [string, LyriaFailure])[] = [
  ['1008 without a word', closeFailure(1008, '', 800)],
  ['1008, not implemented', closeFailure(1008, NOT_IMPLEMENTED, 800)],
  ['1007, an invalid argument', closeFailure(1007, 'Request contains an invalid argument.', 800)],
  ['1007, a key that has just worked', closeFailure(1007, 'API key not valid.', 800)],
  ['503 that asks for 20 s', httpFailure(503, '', 20_000)],
];

describe('at a change of sessions', () => {
  test.each(PASSING)(
    '%s until half a minute after the old one has died: nobody hears it',
    async (_what, refusal) => {
      scene = new Scene();
      await scene.listenUntil(RETIRE_AT_MS - 10_000);
      scene.lyria.refusal = refusal;
      await scene.listenUntil(SESSION_LIMIT_MS + 30_000);
      // Told to nobody while the music plays, and tried all the while.
      expect(scene.attemptsAtMs.length).toBeGreaterThan(4);
      scene.lyria.refusal = undefined;
      await scene.listenUntil(SESSION_LIMIT_MS + 200_000);
      expect(scene.station.state).toBe('playing');
      expect(scene.states).not.toContain('out');
      expect(scene.silentFrames).toBeLessThanOrEqual(2);
      expect(scene.failures).toEqual([]);
    },
    30_000,
  );

  test('one that does not pass is tried a few times while the loop lasts, and then seldom', async () => {
    scene = new Scene();
    await scene.listenUntil(20_000);
    scene.lyria.refusal = closeFailure(1008, NOT_IMPLEMENTED, 800);
    scene.lyria.last.fail(scene.lyria.refusal);
    const before = scene.attemptsAtMs.length;
    await scene.listenUntil(150_000);
    const soon = scene.attemptsAtMs.length - before;
    expect(soon).toBeGreaterThanOrEqual(6);
    expect(scene.states.at(-1)).toBe('out');
    expect(scene.station.trouble).toMatchObject({ code: 'lyria.rejected' });
    await scene.clock.advance(3_600_000);
    expect(scene.attemptsAtMs.length - before - soon).toBeLessThan(12);
    scene.lyria.refusal = undefined;
    while (scene.station.state !== 'playing') {
      expect(scene.clock.now()).toBeLessThan(150_000 + 3_600_000 + 700_000);
      await scene.listenUntil(Math.ceil(scene.clock.now() / CHUNK_MS) * CHUNK_MS + CHUNK_MS);
    }
  }, 30_000);
});

describe('at a first start', () => {
  test.each([PASSING[0], PASSING[1], PASSING[2]].filter((one) => one !== undefined))(
    '%s: three are waited out, the fourth is an answer',
    async (_what, refusal) => {
      scene = new Scene({ refusal });
      while (scene.attemptsAtMs.length < 3) await scene.clock.advance(FRAME_MS);
      expect(scene.failures).toEqual([]);
      scene.lyria.refusal = undefined;
      await scene.listenUntil(Math.ceil(scene.clock.now() / CHUNK_MS) * CHUNK_MS + 20_000);
      expect(scene.station.state).toBe('playing');
      scene.station.close();

      scene = new Scene({ refusal });
      await scene.clock.advance(60_000);
      expect(scene.failures).toMatchObject([{ code: 'lyria.rejected' }]);
      expect(scene.attemptsAtMs).toHaveLength(4);
    },
  );
});

describe('a session that brings nothing', () => {
  test('and has all its prompts refused is replaced within 20 s, then less and less often', async () => {
    scene = new Scene({ patient: true });
    const hour = 3_600_000;
    while (scene.clock.now() < hour) {
      const { last } = scene.lyria;
      if (last.isOpen && last.told.includes('play')) last.filter('techno');
      await scene.clock.advance(500);
    }
    const [first = 0, second = 0] = scene.attemptsAtMs;
    expect(second - first).toBeLessThanOrEqual(22_000);
    expect(second - first).toBeGreaterThanOrEqual(15_000);
    expect(scene.attemptsAtMs.length).toBeLessThan(20);
    expect(scene.station.trouble).toMatchObject({ code: 'station.mute' });
  });

  test('that dies young again and again is not replaced without end', async () => {
    scene = new Scene();
    await scene.listenUntil(20_000);
    const before = scene.attemptsAtMs.length;
    scene.lyria.last.fail('lyria.dropped');
    while (scene.clock.now() < 3_600_000) {
      const { last } = scene.lyria;
      if (last.isOpen) {
        last.deliver(PIECE.subarray(0, 2 * CHUNK_PAIRS));
        last.fail(closeFailure(1009, '', 4_000));
      }
      await scene.clock.advance(1_000);
    }
    expect(scene.attemptsAtMs.length - before).toBeLessThan(30);
  });
});

test('a session that ends early is not told as a service that is down, when another plays on', async () => {
  scene = new Scene();
  await scene.listenUntil(60_000);
  const told: (string | undefined)[] = [];
  scene.lyria.last.fail(closeFailure(1011, '', 60_000));
  for (let at = 60_000; at < 100_000; at += 500) {
    await scene.listenUntil(at);
    told.push(scene.station.trouble?.code);
  }
  expect(scene.station.state).toBe('playing');
  expect(new Set(told)).not.toContain('lyria.outage');
});
