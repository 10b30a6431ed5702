/**
 * Serves recorded music by Lyria's protocol: `node bench/load/replay.ts FILE`, with 48 kHz stereo of
 * 16 bit in it. Prints its address as one JSON line, and a line for each new mix and each session's
 * first chunk, with the time in ms since 1970. After a new mix 2 s of silence come, so that
 * the size of the packets tells when it is heard.
 */
import { readFileSync } from 'node:fs';
import { startGenerator } from '../../src/generator/GeneratorServer.ts';
import type { MusicSource } from '../../src/generator/MusicSource.ts';

const FRAME_SAMPLES = 1_920;
const SILENT_FRAMES = 100;

const [, , file = ''] = process.argv;
const bytes = readFileSync(file);
const music = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
const frames = Math.floor(music.length / FRAME_SAMPLES);

function createSource({ seed }: { readonly seed: number }): MusicSource {
  let frame = seed % frames;
  let mix = '';
  let silent = 0;
  return {
    setPrompts(prompts) {
      const asked = JSON.stringify(prompts);
      if (mix !== '' && asked !== mix) silent = SILENT_FRAMES;
      mix = asked;
    },
    setConfig() {},
    reset() {},
    render(out) {
      const start = frame * FRAME_SAMPLES;
      frame = (frame + 1) % frames;
      if (silent === 0) out.set(music.subarray(start, start + FRAME_SAMPLES));
      else out.fill(0);
      silent = Math.max(0, silent - 1);
    },
  };
}

const sounded = new Set<number>();
const told = (what: string): void => {
  process.stdout.write(`${what} ${performance.timeOrigin + performance.now()}\n`);
};
const server = await startGenerator({
  createSource,
  observer: {
    received(_id, { type }) {
      if (type === 'prompts') told('mix');
    },
    sent(id) {
      if (sounded.has(id)) return;
      sounded.add(id);
      told('chunk');
    },
  },
});
process.once('SIGTERM', () => void server.close());
process.stdout.write(`${JSON.stringify({ lyriaUrl: server.url })}\n`);
