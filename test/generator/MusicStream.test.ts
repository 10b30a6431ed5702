import { afterEach, expect, test } from 'vitest';
import { Conditions } from '#src/generator/Conditions.ts';
import { MusicStream } from '#src/generator/MusicStream.ts';
import { RenderQueue } from '#src/generator/RenderQueue.ts';
import type { SourceMetadata } from '#src/music/controls.ts';
import { CountingSource } from '../support/generator/CountingSource.ts';
import { Inbox } from '../support/lyria/Inbox.ts';
import { settle, VirtualClock } from '../support/VirtualClock.ts';

interface Chunk {
  readonly atMs: number;
  /** Number of the first and last frame in their piece. */
  readonly frames: readonly [number | undefined, number | undefined];
  readonly source: SourceMetadata;
}

const PROMPTS = [{ text: 'techno', weight: 1 }];
const close: (() => void)[] = [];
afterEach(() => {
  for (const one of close.splice(0)) one();
});

function rig(options: { readonly firstAudioMs?: number; readonly leadMs?: number } = {}) {
  const clock = new VirtualClock();
  const source = new CountingSource();
  const conditions = new Conditions();
  const renderQueue = new RenderQueue();
  const chunks = new Inbox<Chunk>();
  const client = { keepsUp: true };
  const stream = new MusicStream({
    source,
    clock,
    conditions,
    renderQueue,
    firstAudioMs: options.firstAudioMs ?? 0,
    leadMs: options.leadMs ?? 4_000,
    isWritable: () => client.keepsUp,
    onChunk: (pcm, metadata) =>
      chunks.push({ atMs: clock.now(), frames: [pcm[0], pcm.at(-1)], source: metadata }),
  });
  close.push(() => {
    stream.close();
    renderQueue.close();
    expect(clock.pending).toBe(0);
  });
  const times = () => chunks.items.map(({ atMs }) => atMs);
  /** Time passes, and everything that is due is rendered. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 100) {
      await clock.advance(Math.min(100, left));
      for (let turn = 0; turn < 5; turn += 1) await settle();
    }
  };
  return { clock, source, conditions, chunks, client, stream, times, pass };
}

test('two chunks at once, then real time, in order and without a gap', async () => {
  const { stream, chunks, times, pass } = rig();
  stream.setPrompts(PROMPTS);
  stream.play();
  await chunks.count(2);
  await pass(4_000);
  expect(times()).toEqual([0, 0, 2_000, 4_000]);
  expect(chunks.items.map(({ frames }) => frames)).toEqual([
    [0, 99],
    [100, 199],
    [200, 299],
    [300, 399],
  ]);
});

test('nothing before PLAY, nothing without prompts, and the first chunk not before its time', async () => {
  const { stream, chunks, times, pass } = rig({ firstAudioMs: 2_900 });
  await pass(1_000);
  stream.play();
  await pass(5_000);
  expect(chunks.items).toEqual([]);
  stream.stop();
  stream.setPrompts(PROMPTS);
  stream.play();
  await pass(3_000);
  expect(times()).toEqual([8_900, 8_900]);
});

test('PAUSE holds the position and PLAY goes on there, without another wait', async () => {
  const { stream, chunks, times, pass } = rig({ firstAudioMs: 1_000, leadMs: 2_000 });
  stream.setPrompts(PROMPTS);
  stream.play();
  await pass(1_000);
  expect(times()).toEqual([1_000]);
  stream.pause();
  await pass(300_000);
  expect(chunks.items).toHaveLength(1);
  stream.play();
  await chunks.count(2);
  expect(chunks.items[1]).toMatchObject({ atMs: 301_000, frames: [100, 199] });
});

test('STOP ends the piece and keeps prompts and configuration', async () => {
  const { stream, chunks, source, pass } = rig();
  stream.setPrompts(PROMPTS);
  stream.setConfig({ bpm: 90 });
  stream.play();
  await chunks.count(2);
  stream.stop();
  await pass(10_000);
  expect(chunks.items).toHaveLength(2);
  stream.play();
  await chunks.count(3);
  expect(chunks.items[2]?.frames).toEqual([0, 99]);
  expect(chunks.items[2]?.source).toEqual({ prompts: PROMPTS, config: { bpm: 90 } });
  expect(source.resets).toBe(2);
});

test('bpm and scale wait for RESET_CONTEXT; the rest comes into force at once', async () => {
  const { stream, chunks, source, pass } = rig({ leadMs: 2_000 });
  stream.setPrompts(PROMPTS);
  stream.setConfig({ bpm: 90, density: 0.2 });
  stream.play();
  await chunks.count(1);
  stream.setConfig({ bpm: 120, scale: 'C_MAJOR_A_MINOR', brightness: 0.5 });
  await pass(2_000);
  expect(chunks.items[1]).toMatchObject({ frames: [100, 199] });
  expect(chunks.items[1]?.source.config).toEqual({ bpm: 90, brightness: 0.5 });
  expect(source.config).toEqual({ bpm: 120, scale: 'C_MAJOR_A_MINOR', brightness: 0.5 });
  stream.resetContext();
  await pass(2_000);
  expect(chunks.items[2]?.frames).toEqual([0, 99]);
  expect(chunks.items[2]?.source.config).toEqual({
    bpm: 120,
    scale: 'C_MAJOR_A_MINOR',
    brightness: 0.5,
  });
  stream.setConfig({});
  stream.resetContext();
  await pass(2_000);
  expect(chunks.items[3]?.source.config).toEqual({});
});

test('a stall sends nothing; its end lets the lead build up again', async () => {
  const { stream, chunks, conditions, times, pass } = rig();
  stream.setPrompts(PROMPTS);
  stream.play();
  await chunks.count(2);
  conditions.set({ stalled: true });
  await pass(17_000);
  expect(chunks.items).toHaveLength(2);
  conditions.set({ stalled: false });
  await chunks.count(4);
  expect(times()).toEqual([0, 0, 17_000, 17_000]);
});

test('a slow service keeps its pace, also when it changes', async () => {
  const { stream, chunks, conditions, times, pass } = rig({ leadMs: 2_000 });
  conditions.set({ pace: 0.5 });
  stream.setPrompts(PROMPTS);
  stream.play();
  await chunks.count(1);
  await pass(4_000);
  expect(times()).toEqual([0, 4_000]);
  await pass(2_000);
  conditions.set({ pace: 1 });
  await pass(1_000);
  expect(times()).toEqual([0, 4_000, 7_000]);
  conditions.set({ pace: 0 });
  await pass(60_000);
  expect(chunks.items).toHaveLength(3);
});

test('a client that does not read gets no more until it does', async () => {
  const { stream, chunks, client, pass } = rig();
  stream.setPrompts(PROMPTS);
  stream.play();
  await chunks.count(2);
  client.keepsUp = false;
  await pass(60_000);
  expect(chunks.items).toHaveLength(2);
  client.keepsUp = true;
  stream.wake();
  await chunks.count(3);
  expect(chunks.items[2]?.frames).toEqual([200, 299]);
});

test('a closed stream is silent whatever is asked of it', async () => {
  const { stream, chunks, clock, pass } = rig();
  stream.setPrompts(PROMPTS);
  stream.play();
  stream.close();
  stream.play();
  stream.resetContext();
  stream.stop();
  stream.play();
  await pass(10_000);
  expect(chunks.items).toEqual([]);
  expect(clock.pending).toBe(0);
});
