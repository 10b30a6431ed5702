import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { Failure } from '../../src/failure.ts';
import { VoicePlayer } from '../../src/voice/VoicePlayer.ts';
import { capturedLog } from '../support/lyria/capturedLog.ts';

/** No more than this may exist between mixer and network. */
const MOST_AHEAD = 3;
const PAUSE_TURNS = 200;

let player: VoicePlayer;
afterEach(() => player.close());

/** A player of a source that counts, and does something at some frames. */
function playerOf(at: (frame: number) => void = () => {}) {
  const { log, lines } = capturedLog();
  const failed = Promise.withResolvers<Failure>();
  const waiting: { readonly frame: number; readonly resolve: () => void }[] = [];
  let frames = 0;
  player = new VoicePlayer({
    source: (out) => {
      frames += 1;
      out.fill(100 * (frames % 50));
      for (const { frame, resolve } of waiting) if (frames >= frame) resolve();
      at(frames);
    },
    bitrate: 96_000,
    log,
    onFailed: failed.resolve,
  });
  return {
    lines,
    failed: failed.promise,
    frames: () => frames,
    reaches: (frame: number) =>
      new Promise<void>((resolve) => {
        waiting.push({ frame, resolve });
      }),
  };
}

async function manyTurns(): Promise<void> {
  for (let i = 0; i < PAUSE_TURNS; i++) await nextTurn();
}

test('asks for nothing before it is to play, and for nothing while it pauses', async () => {
  const { frames, reaches } = playerOf();
  await manyTurns();
  expect(frames()).toBe(0);
  player.play();
  await reaches(10);
  player.pause(true);
  const paused = frames();
  await manyTurns();
  expect(frames() - paused).toBeLessThanOrEqual(MOST_AHEAD);
  player.play();
  await reaches(paused + 20);
  expect(player.isPlaying).toBe(true);
});

test('told to pause before its stream is ready, it pauses all the same', async () => {
  const { frames } = playerOf();
  player.play();
  player.pause(false);
  await manyTurns();
  expect(player.isPlaying).toBe(false);
  expect(frames()).toBeLessThanOrEqual(MOST_AHEAD);
});

test('a stream that breaks is replaced, and the music goes on', async () => {
  const { reaches, lines } = playerOf((frame) => {
    if (frame === 60) throw new Error('a test');
  });
  player.play();
  await reaches(80);
  expect(lines.join()).toContain('a test');
});

test('a stream that breaks at once is not tried for ever', async () => {
  const { failed } = playerOf(() => {
    throw new Error('a test');
  });
  player.play();
  expect(await failed).toMatchObject({ code: 'voice.stream' });
});

test('closed it asks for nothing more', async () => {
  const { frames, reaches } = playerOf();
  player.play();
  await reaches(5);
  player.close();
  player.play();
  const closed = frames();
  await manyTurns();
  expect(frames()).toBe(closed);
});
