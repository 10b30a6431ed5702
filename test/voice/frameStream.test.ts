import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createFrameStream, FRAME_BYTES } from '#src/voice/frameStream.ts';
import { createOpusEncoder, setBitrate } from '#src/voice/opusEncoder.ts';

/** No more than this may exist between mixer and network: each is 20 ms of delay to a vote. */
const MOST_AHEAD = 3;

/** Lets streams do all they do without being read. */
async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await nextTurn();
}

function chain() {
  let asked = 0;
  const frames = createFrameStream((out) => {
    asked += 1;
    for (let i = 0; i < out.length; i++) out[i] = 8_000 * Math.sin(i / 20 + asked);
  });
  const encoder = createOpusEncoder(96_000);
  frames.pipe(encoder);
  return { frames, encoder, asked: () => asked };
}

test('a frame is asked for only when there is room: never more than three ahead', async () => {
  const { encoder, asked, frames } = chain();
  await settle();
  expect(asked()).toBeLessThanOrEqual(MOST_AHEAD);
  for (let read = 1; read <= 50; read++) {
    expect(encoder.read()).toBeInstanceOf(Buffer);
    await settle();
    expect(asked() - read).toBeLessThanOrEqual(MOST_AHEAD);
  }
  frames.destroy();
});

test('every read after the first finds a packet: nothing is late by itself', async () => {
  const { encoder, frames } = chain();
  await settle();
  for (let i = 0; i < 100; i++) {
    expect(encoder.read()).not.toBeNull();
    await nextTurn();
    await nextTurn();
  }
  frames.destroy();
});

test('no call encodes more than one frame', async () => {
  const { encoder, frames } = chain();
  const sizes: number[] = [];
  const transform = encoder._transform.bind(encoder);
  encoder._transform = (chunk: Buffer, encoding, done) => {
    sizes.push(chunk.length);
    transform(chunk, encoding, done);
  };
  for (let i = 0; i < 20; i++) {
    encoder.read();
    await settle();
  }
  expect(new Set(sizes)).toEqual(new Set([FRAME_BYTES]));
  frames.destroy();
});

test('the bitrate follows the channel, above what prism-media allows by itself too', async () => {
  const size = async (bitrate: number): Promise<number> => {
    const { encoder, frames } = chain();
    setBitrate(encoder, bitrate);
    await settle();
    let bytes = 0;
    for (let i = 0; i < 50; i++) {
      const packet: unknown = encoder.read();
      if (packet instanceof Buffer) bytes += packet.length;
      await settle();
    }
    frames.destroy();
    return bytes;
  };
  const low = await size(32_000);
  const usual = await size(96_000);
  const high = await size(256_000);
  expect(low).toBeLessThan(usual);
  expect(high).toBeGreaterThan(1.5 * usual);
});
