import { expect, test } from 'vitest';
import { FRAME_PAIRS, SAMPLE_RATE } from '#src/audio/frame.ts';
import { silentLog } from '#src/log.ts';
import { SessionGate } from '#src/station/SessionGate.ts';
import { Station } from '#src/station/Station.ts';
import { FakeLyria, type FakeSession } from '../support/FakeLyria.ts';
import { heldArrayBuffers } from '../support/heldArrayBuffers.ts';
import { music } from '../support/signals/music.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const MOST_BYTES = 8_000_000;
const CHUNK_SAMPLES = 2 * 2 * SAMPLE_RATE;
const CHUNK_MS = 2_000;
const FRAME_MS = 20;
const PIECE = music({ seconds: 20, bpm: 120 });

/** A station that plays, with a service that delivers buffers of its own. */
class Listening {
  readonly clock = new VirtualClock();
  readonly lyria = new FakeLyria();
  readonly station = new Station({
    prompts: [{ text: 'techno', weight: 1 }],
    config: {},
    volume: 1,
    open: this.lyria.open,
    gate: new SessionGate(this.clock, { maxSessions: 2, spacingMs: 0 }),
    clock: this.clock,
    random: () => 0.5,
    log: silentLog,
    events: { onChanged: () => {}, onFiltered: () => {}, onFailed: () => {} },
  });
  /** The most that was held in array buffers at any second. */
  mostBytes = 0;
  readonly #baseline: number;
  readonly #frame = new Int16Array(2 * FRAME_PAIRS);
  readonly #sentAtMs = new Map<FakeSession, number>();

  constructor(baseline: number) {
    this.#baseline = baseline;
  }

  /** @param pace of the service; 0 is a stall */
  async listen(
    seconds: number,
    pace: number,
    { measure = true, isHeard = true }: { measure?: boolean; isHeard?: boolean } = {},
  ): Promise<void> {
    for (let frame = 0; frame < (seconds * 1_000) / FRAME_MS; frame++) {
      for (const session of this.lyria.sessions) this.#deliver(session, pace);
      await this.clock.advance(FRAME_MS);
      if (isHeard) this.station.nextFrame(this.#frame);
      if (measure && frame % 50 === 0) {
        this.mostBytes = Math.max(this.mostBytes, heldArrayBuffers() - this.#baseline);
      }
    }
  }

  #deliver(session: FakeSession, pace: number): void {
    const nowMs = this.clock.now();
    const plays = session.told.lastIndexOf('play') > session.told.lastIndexOf('pause');
    const sinceMs = nowMs - (this.#sentAtMs.get(session) ?? Number.NEGATIVE_INFINITY);
    if (!session.isOpen || !plays || pace === 0 || sinceMs < CHUNK_MS / pace) return;
    this.#sentAtMs.set(session, nowMs);
    const from = (Math.floor(nowMs / CHUNK_MS) * CHUNK_SAMPLES) % (PIECE.length - CHUNK_SAMPLES);
    session.deliver(PIECE.slice(from, from + CHUNK_SAMPLES));
  }
}

test('a playing station holds less than 8 MB of sound, whatever the service does', async () => {
  const listening = new Listening(heldArrayBuffers());
  await listening.listen(30, 1);
  const usual = listening.mostBytes;
  // Ahead of time until it is told to pause; then through a rollover, with two decks full.
  await listening.listen(30, 8);
  await listening.listen(474, 1, { measure: false });
  await listening.listen(40, 8);
  expect(listening.lyria.sessions).toHaveLength(2);
  // A stall: the loop holds a copy of what was heard.
  await listening.listen(17, 0);
  expect(listening.station.state).toBe('bridging');
  await listening.listen(40, 0.9);
  listening.station.close();
  expect(usual).toBeGreaterThan(2_000_000);
  expect(listening.mostBytes).toBeLessThan(MOST_BYTES);
}, 60_000);

test('nor while nobody takes frames: voice is gone, and a successor gets ready', async () => {
  const listening = new Listening(heldArrayBuffers());
  await listening.listen(20, 1);
  await listening.listen(20, 1, { isHeard: false });
  listening.station.reset();
  await listening.listen(60, 8, { isHeard: false });
  expect(listening.lyria.openSessions).toBe(2);
  await listening.listen(20, 1);
  expect(listening.lyria.openSessions).toBe(1);
  listening.station.close();
  expect(listening.mostBytes).toBeLessThan(MOST_BYTES);
}, 60_000);
