import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';

/** What the page's own player measures. */
const figures = z.object({
  /** Silence is infinitely far below full scale. */
  levelDbfs: z.union([z.number(), z.literal(Number.NEGATIVE_INFINITY)]),
  latencyMs: z.number(),
  bufferedMs: z.number(),
  dropouts: z.number(),
  playedS: z.number(),
});
export type Figures = z.output<typeof figures>;

/** Soft music is well above, silence far below. */
export const AUDIBLE_DBFS = -40;

export async function figuresOf(page: Page): Promise<Figures> {
  return figures.parse(await page.evaluate('lyrebird.sound.figures'));
}

export async function levelOf(page: Page): Promise<number> {
  return (await figuresOf(page)).levelDbfs;
}

/** Waits until the page's analyser shows sound. */
export async function hears(page: Page, timeoutMs: number): Promise<void> {
  await expect
    .poll(() => levelOf(page), { timeout: timeoutMs, interval: 50 })
    .toBeGreaterThan(AUDIBLE_DBFS);
}

/** What `noteOutput` and `recordOutput` use, as the page's own code reaches it. */
const NOTE_OUTPUT = `(() => {
  const { connect } = AudioNode.prototype;
  AudioNode.prototype.connect = function (...given) {
    if (this instanceof AnalyserNode) globalThis.outputOfTest = this;
    return connect.apply(this, given);
  };
})()`;
const BEGIN = `(() => {
  const { context } = outputOfTest;
  const sink = context.createMediaStreamDestination();
  outputOfTest.connect(sink);
  const recorder = new MediaRecorder(sink.stream, { audioBitsPerSecond: 256000 });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();
  globalThis.endOfTest = async () => {
    const ended = new Promise((resolve) => { recorder.onstop = resolve; });
    recorder.stop();
    await ended;
    const bytes = await new Blob(parts).arrayBuffer();
    const audio = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(bytes);
    const mono = Int16Array.from(audio.getChannelData(0), (value) => Math.round(32767 * value));
    let text = '';
    for (const byte of new Uint8Array(mono.buffer)) text += String.fromCharCode(byte);
    return btoa(text);
  };
})()`;

/** Before the page begins to play: so that `recordOutput` finds what it plays through. */
export async function noteOutput(page: Page): Promise<void> {
  await page.evaluate(NOTE_OUTPUT);
}

/** Records what comes out of the page, until the returned function is called: 48 kHz, both channels alike. */
export async function recordOutput(page: Page): Promise<() => Promise<Int16Array>> {
  await page.evaluate(BEGIN);
  return async () => {
    const bytes = Buffer.from(z.base64().parse(await page.evaluate('endOfTest()')), 'base64');
    const stereo = new Int16Array(bytes.length);
    for (let i = 0; i < stereo.length; i += 1) stereo[i] = bytes.readInt16LE(2 * (i >> 1));
    return stereo;
  };
}
