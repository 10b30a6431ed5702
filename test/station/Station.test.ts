import { afterEach, describe, expect, test } from 'vitest';
import { FRAME_PAIRS, SAMPLE_RATE } from '#src/audio/frame.ts';
import { ClickDetector } from '#src/audio/meter/ClickDetector.ts';
import type { Failure } from '#src/failure.ts';
import { silentLog } from '#src/log.ts';
import type { LyriaFailureCode } from '#src/lyria/failure.ts';
import { SessionGate } from '#src/station/SessionGate.ts';
import { Station } from '#src/station/Station.ts';
import { FakeLyria, type FakeSession } from '../support/FakeLyria.ts';
import { music } from '../support/signals/music.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const CHUNK_PAIRS = 2 * SAMPLE_RATE;
const PIECE = music({ seconds: 60, bpm: 120 });

/** A station with a service that a test plays, and a listener who pulls a frame every 20 ms. */
class Scene {
  readonly clock = new VirtualClock();
  readonly lyria = new FakeLyria();
  readonly failures: Failure[] = [];
  readonly filtered: string[] = [];
  readonly station: Station;
  silentFrames = 0;
  readonly #clicks = new ClickDetector();
  readonly #frame = new Int16Array(2 * FRAME_PAIRS);
  readonly #positions = new Map<FakeSession, number>();

  constructor(refusal?: LyriaFailureCode, maxSessions = 2) {
    this.lyria.refusal = refusal;
    this.station = new Station({
      prompts: [{ text: 'techno', weight: 1 }],
      config: {},
      volume: 1,
      open: this.lyria.open,
      gate: new SessionGate(this.clock, { maxSessions, spacingMs: 0 }),
      clock: this.clock,
      random: () => 0.5,
      log: silentLog,
      events: {
        onChanged: () => {},
        onFiltered: (text) => this.filtered.push(text),
        onFailed: (failure) => this.failures.push(failure),
      },
    });
  }

  get clicks(): number {
    return this.#clicks.clicks;
  }

  /** The session delivers its next 2 s, going on where it was. */
  chunk(session: FakeSession = this.lyria.last): void {
    const from = this.#positions.get(session) ?? 0;
    this.#positions.set(session, (from + CHUNK_PAIRS) % (PIECE.length / 2 - CHUNK_PAIRS));
    session.deliver(PIECE.subarray(2 * from, 2 * (from + CHUNK_PAIRS)));
  }

  /** Time passes; every open session that plays delivers in real time, unless it stalls. */
  async listen(seconds: number, options: { readonly stalled?: boolean } = {}): Promise<void> {
    for (let i = 0; i < seconds * 50; i++) {
      if (i % 100 === 0 && options.stalled !== true) {
        for (const session of this.lyria.sessions) {
          if (
            session.isOpen &&
            session.told.lastIndexOf('play') > session.told.lastIndexOf('pause')
          ) {
            this.chunk(session);
          }
        }
      }
      await this.clock.advance(20);
      this.station.nextFrame(this.#frame);
      if (!this.station.canBegin) continue;
      this.#clicks.push(this.#frame);
      if (this.#frame.every((sample) => Math.abs(sample) < 8)) this.silentFrames += 1;
    }
  }
}

describe('a station', () => {
  let scene: Scene;
  afterEach(async () => {
    scene.station.close();
    await scene.clock.advance(0);
    // Whatever happened, nothing is left: no timer, no session.
    expect(scene.clock.pending).toBe(0);
    expect(scene.lyria.openSessions).toBe(0);
  });

  test('begins with the first chunk, having sent mix and whole config before PLAY', async () => {
    scene = new Scene();
    await scene.clock.advance(0);
    expect(scene.lyria.last.told).toEqual(['prompts', 'config', 'play']);
    expect(scene.station.canBegin).toBe(false);
    scene.chunk();
    expect(scene.station.canBegin).toBe(true);
    expect(scene.station.heard?.prompts ?? scene.station.order.prompts).toEqual([
      { text: 'techno', weight: 1 },
    ]);
  });

  test('tells Lyria to pause when the deck is full and to play when it has drained', async () => {
    scene = new Scene();
    await scene.clock.advance(0);
    for (let i = 0; i < 6; i++) scene.chunk();
    expect(scene.lyria.last.told.at(-1)).toBe('pause');
    await scene.listen(9, { stalled: true });
    expect(scene.lyria.last.told.at(-1)).toBe('play');
  });

  test('bridges a stall of 17 s with a loop: no silence, no click, and back by itself', async () => {
    scene = new Scene();
    await scene.listen(20);
    await scene.listen(17, { stalled: true });
    expect(scene.station.state).toBe('bridging');
    await scene.listen(20);
    expect(scene.station.state).toBe('playing');
    expect(scene.silentFrames).toBeLessThanOrEqual(2);
    expect(scene.clicks).toBe(0);
  }, 20_000);

  test('counts no silence as bridged when a loop has been faded out', async () => {
    scene = new Scene();
    await scene.listen(20);
    await scene.listen(200, { stalled: true });
    expect(scene.station.state).toBe('out');
    const { bridgedMs } = scene.station.playout.counts;
    // The loop of two minutes, and its fade.
    expect(bridgedMs).toBeGreaterThan(115_000);
    expect(bridgedMs).toBeLessThan(130_000);
  }, 20_000);

  test('replaces a session at 540 s, with at most two at a time', async () => {
    scene = new Scene();
    await scene.listen(539);
    const [first] = scene.lyria.sessions;
    expect(scene.lyria.sessions).toHaveLength(1);
    await scene.listen(21);
    expect(scene.lyria.sessions).toHaveLength(2);
    expect(first?.isOpen).toBe(false);
    expect(scene.station.state).toBe('playing');
  }, 20_000);

  test('a session that brings four seconds in five for long gets a successor', async () => {
    scene = new Scene();
    await scene.listen(130);
    for (let i = 0; i < 40 && scene.lyria.sessions.length === 1; i++) {
      scene.chunk();
      await scene.listen(2.5, { stalled: true });
    }
    expect(scene.lyria.sessions).toHaveLength(2);
    expect(scene.silentFrames).toBe(0);
  });

  test('goes on with another session when one drops', async () => {
    scene = new Scene();
    await scene.listen(15);
    scene.lyria.last.fail('lyria.dropped');
    await scene.listen(40);
    expect(scene.lyria.sessions.length).toBeGreaterThan(1);
    expect(scene.station.state).toBe('playing');
    expect(scene.station.trouble).toBeUndefined();
    expect(scene.silentFrames).toBeLessThanOrEqual(2);
  }, 20_000);

  test('a session that still sounds does not hide that starts are refused', async () => {
    scene = new Scene();
    await scene.listen(539);
    scene.lyria.refusal = 'lyria.quota';
    await scene.listen(60);
    // At 540 s, and 30 s later; the music plays on, so nobody is troubled.
    expect(scene.lyria.attempts).toBe(3);
    expect(scene.station.trouble).toBeUndefined();
    scene.lyria.last.fail('lyria.dropped');
    await scene.listen(20);
    expect(scene.station.state).toBe('bridging');
    expect(scene.station.trouble).toMatchObject({ code: 'lyria.quota' });
    scene.lyria.refusal = undefined;
    await scene.listen(90);
    expect(scene.station.state).toBe('playing');
    expect(scene.silentFrames).toBeLessThanOrEqual(2);
  }, 20_000);

  test('an order that the service refuses is tried less and less, another one soon', async () => {
    scene = new Scene();
    await scene.listen(20);
    scene.lyria.refusal = 'lyria.rejected';
    scene.lyria.last.fail('lyria.rejected');
    await scene.listen(60);
    // The session had sounded: one more try within a second, then after 1, 2, 4, 8 and 16 s.
    expect(scene.lyria.attempts).toBe(7);
    expect(scene.station.trouble).toMatchObject({ code: 'lyria.rejected' });
    scene.lyria.refusal = undefined;
    scene.station.setPrompts([{ text: 'jazz', weight: 1 }]);
    await scene.listen(40);
    expect(scene.station.state).toBe('playing');
    expect(scene.silentFrames).toBeLessThanOrEqual(2);
  }, 20_000);

  test('a new tempo is made in the next deck, and the deck that is heard keeps its own', async () => {
    scene = new Scene();
    await scene.listen(12);
    scene.station.setConfig({ bpm: 90, density: 0.3 });
    await scene.listen(1);
    const [first, second] = scene.lyria.sessions;
    expect(first?.configs.at(-1)).toEqual({ density: 0.3 });
    expect(second?.configs).toEqual([{ bpm: 90, density: 0.3 }]);
    await scene.listen(15);
    expect(first?.isOpen).toBe(false);
    expect(scene.station.heard?.config.bpm).toBe(90);
    expect(scene.lyria.sessions).toHaveLength(2);
  }, 20_000);

  test('nothing is sent when nothing has changed', async () => {
    scene = new Scene();
    await scene.listen(6);
    const before = scene.lyria.last.told.length;
    scene.station.setConfig({});
    await scene.listen(4);
    expect(scene.lyria.last.told).toHaveLength(before);
  });

  test('a bad key ends the attempt at once, with words, and is not tried again', async () => {
    scene = new Scene('lyria.bad-key');
    await scene.clock.advance(60_000);
    expect(scene.failures).toMatchObject([{ code: 'lyria.bad-key' }]);
    expect(scene.lyria.attempts).toBe(1);
  });

  test('an unreachable service is tried a few times within 8 s, then whoever waits is told', async () => {
    scene = new Scene('lyria.unreachable');
    await scene.clock.advance(1_000);
    expect(scene.failures).toEqual([]);
    expect(scene.station.trouble?.code).toBe('lyria.unreachable');
    await scene.clock.advance(7_000);
    expect(scene.failures).toMatchObject([{ code: 'lyria.unreachable' }]);
    expect(scene.lyria.attempts).toBe(4);
  });

  test('a service that is reached at the second attempt plays', async () => {
    scene = new Scene('lyria.unreachable');
    await scene.clock.advance(100);
    scene.lyria.refusal = undefined;
    await scene.clock.advance(5_000);
    scene.chunk();
    expect(scene.station.trouble).toBeUndefined();
    expect(scene.station.canBegin).toBe(true);
    expect(scene.failures).toEqual([]);
  });

  test('once closed it follows nothing any more, and opens no session', async () => {
    scene = new Scene();
    await scene.listen(12);
    const { attempts } = scene.lyria;
    scene.station.close();
    const { order } = scene.station;
    scene.station.pause();
    scene.station.setPrompts([{ text: 'house', weight: 1 }]);
    scene.station.reset();
    scene.station.cutOff();
    scene.station.resume();
    await scene.clock.advance(60_000);
    expect(scene.lyria.attempts).toBe(attempts);
    expect(scene.station.order).toEqual(order);
  });

  test('a used-up quota ends a start at once, but not music that plays', async () => {
    scene = new Scene();
    await scene.listen(12);
    scene.lyria.refusal = 'lyria.quota';
    scene.lyria.last.fail('lyria.quota');
    await scene.listen(60);
    expect(scene.failures).toEqual([]);
    expect(scene.station.trouble?.code).toBe('lyria.quota');
    expect(scene.station.state).toBe('bridging');
    scene.station.close();

    scene = new Scene('lyria.quota');
    await scene.clock.advance(1_000);
    expect(scene.failures).toMatchObject([{ code: 'lyria.quota' }]);
    expect(scene.lyria.attempts).toBe(1);
  }, 20_000);

  test('an unreachable service during the music is tried again with growing pauses', async () => {
    scene = new Scene();
    await scene.listen(12);
    scene.lyria.refusal = 'lyria.unreachable';
    scene.lyria.last.fail('lyria.dropped');
    await scene.listen(60);
    expect(scene.failures).toEqual([]);
    expect(scene.station.trouble?.code).toBe('lyria.unreachable');
    expect(scene.lyria.attempts).toBeGreaterThan(4);
    expect(scene.lyria.attempts).toBeLessThan(12);
    scene.lyria.refusal = undefined;
    await scene.listen(60);
    expect(scene.station.trouble).toBeUndefined();
    expect(scene.station.state).toBe('playing');
  }, 20_000);

  test('pausing pauses Lyria, and resuming goes on where it was', async () => {
    scene = new Scene();
    await scene.listen(6);
    scene.station.pause();
    await scene.listen(0.5, { stalled: true });
    // With what a chunk more brings the music can go on at once.
    scene.chunk();
    scene.chunk();
    expect(scene.lyria.last.told.at(-1)).toBe('pause');
    await scene.listen(0.5, { stalled: true });
    const before = scene.silentFrames;
    await scene.listen(0.1, { stalled: true });
    expect(scene.silentFrames - before).toBe(5);
    scene.station.resume();
    expect(scene.lyria.last.told.at(-1)).toBe('play');
    expect(scene.lyria.sessions).toHaveLength(1);
  });

  test('fresh audio cuts stale audio short', async () => {
    scene = new Scene();
    await scene.clock.advance(0);
    for (let i = 0; i < 4; i++) scene.chunk();
    await scene.listen(3, { stalled: true });
    scene.station.setPrompts([{ text: 'jazz', weight: 1 }]);
    scene.chunk();
    await scene.listen(2, { stalled: true });
    expect(scene.station.heard?.prompts).toEqual([{ text: 'jazz', weight: 1 }]);
    expect(scene.station.playout.counts.cuts).toBe(1);
    expect(scene.clicks).toBe(0);
  });

  test('a mute session is given up and another one tried later', async () => {
    scene = new Scene();
    await scene.clock.advance(0);
    const [first] = scene.lyria.sessions;
    await scene.clock.advance(60_000);
    expect(first?.isOpen).toBe(false);
    expect(scene.lyria.sessions.length).toBeGreaterThan(1);
  });

  test('a session that grew old before the first sound leaves its place to its successor', async () => {
    scene = new Scene(undefined, 4);
    await scene.clock.advance(0);
    scene.station.pause();
    await scene.clock.advance(541_000);
    scene.station.resume();
    await scene.clock.advance(300);
    const [first, second] = scene.lyria.sessions;
    expect(second?.isOpen).toBe(true);
    first?.fail('lyria.session-limit');
    await scene.clock.advance(300);
    scene.chunk(second);
    expect(scene.station.canBegin).toBe(true);
    await scene.listen(20);
    expect(scene.lyria.sessions).toHaveLength(2);
    expect(scene.lyria.openSessions).toBe(1);
  });

  test('whichever of two sessions is ready before the other has sounded plays alone', async () => {
    scene = new Scene(undefined, 4);
    await scene.clock.advance(0);
    scene.station.pause();
    await scene.clock.advance(541_000);
    scene.station.resume();
    await scene.clock.advance(300);
    const [first, second] = scene.lyria.sessions;
    for (let i = 0; i < 4; i++) scene.chunk(second);
    expect(scene.station.canBegin).toBe(true);
    expect(first?.isOpen).toBe(false);
    expect(scene.lyria.openSessions).toBe(1);
  });

  test('a fresh start is made until another session is heard, and once', async () => {
    scene = new Scene();
    await scene.listen(10);
    scene.station.reset();
    await scene.clock.advance(300);
    expect(scene.lyria.sessions).toHaveLength(2);
    scene.lyria.last.fail('lyria.dropped');
    await scene.listen(3);
    expect(scene.lyria.sessions).toHaveLength(3);
    scene.station.reset();
    await scene.listen(20);
    expect(scene.lyria.sessions).toHaveLength(3);
    expect(scene.lyria.sessions.map(({ isOpen }) => isOpen)).toEqual([false, false, true]);
  });

  test('a fresh start before the first sound takes no other session', async () => {
    scene = new Scene(undefined, 4);
    await scene.clock.advance(0);
    scene.station.reset();
    await scene.listen(20);
    expect(scene.lyria.sessions).toHaveLength(1);
  });

  test('a filtered prompt is reported', async () => {
    scene = new Scene();
    await scene.clock.advance(0);
    scene.lyria.last.filter('techno');
    expect(scene.filtered).toEqual(['techno']);
  });
});
