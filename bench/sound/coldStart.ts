/**
 * A process as the generator's is: prints as one JSON line what the first chunk of each style
 * takes there, and what the process holds when all of them have played. `sound` starts it.
 */

import pino from 'pino';
import { FRAME_PAIRS } from '#src/audio/frame.ts';
import { startGenerator } from '#src/generator/GeneratorServer.ts';
import { createSynth } from '#src/generator/synth/Synth.ts';
import { warmUp } from '#src/generator/synth/warmUp.ts';

const STYLES = ['jazz piano trio', 'orchestral score', 'heavy metal', 'techno'];
const CHUNK_FRAMES = 100;
/** Long enough for sections of every kind. */
const PLAYED_FRAMES = 60 * 50;
const MEBIBYTE = 1024 * 1024;

/** Processor time of this thread, so that a busy machine does not count. */
function cpuMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

warmUp();
const generator = await startGenerator({ port: 0, log: pino({ level: 'silent' }) });
const frame = new Int16Array(2 * FRAME_PAIRS);
const started = STYLES.map((text) => {
  const synth = createSynth({ seed: 1 });
  const before = process.threadCpuUsage();
  synth.setPrompts([{ text, weight: 1 }]);
  synth.reset();
  for (let n = 0; n < CHUNK_FRAMES; n += 1) synth.render(frame);
  return { style: text, firstChunkMs: cpuMs(before), synth };
});
for (let n = 0; n < PLAYED_FRAMES; n += 1) {
  for (const { synth } of started) synth.render(frame);
}
const rssMib = process.memoryUsage().rss / MEBIBYTE;
const firstChunks = started.map(({ style, firstChunkMs }) => ({ style, firstChunkMs }));
process.stdout.write(`${JSON.stringify({ firstChunks, rssMib })}\n`);
await generator.close();
