/**
 * What the encoder takes by itself: `node bench/load/opus.ts FILE BITRATE SECONDS COMPLEXITY`. Encodes the music
 * in the file with the bot's settings, by as many encoders in turn as a process has stations, and
 * prints the microseconds of processor time that a frame took.
 */
import { readFileSync } from 'node:fs';
import { createOpusEncoder, encodeFrame, setComplexity } from '../../src/voice/opusEncoder.ts';

const ENCODERS = 50;
const FRAME_BYTES = 3_840;
const WARM_UP_FRAMES = 1_000;
const MS_PER_S = 1_000;

const [, , file = '', bitrate = '', seconds = '', complexity = ''] = process.argv;
const music = readFileSync(file);
const frames = Math.floor(music.length / FRAME_BYTES);
const encoders = Array.from({ length: ENCODERS }, () => createOpusEncoder(Number(bitrate)));
for (const encoder of encoders) setComplexity(encoder, Number(complexity));

let at = 0;
function encode(): void {
  const encoder = encoders[at % ENCODERS];
  // Each a different place of the music, in its order.
  const frame =
    (Math.floor(at / ENCODERS) + (at % ENCODERS) * Math.floor(frames / ENCODERS)) % frames;
  if (encoder !== undefined)
    encodeFrame(encoder, music.subarray(frame * FRAME_BYTES, (frame + 1) * FRAME_BYTES));
  at += 1;
}

while (at < WARM_UP_FRAMES) encode();
const before = process.cpuUsage();
const endMs = performance.now() + Number(seconds) * MS_PER_S;
while (performance.now() < endMs) encode();
const { user, system } = process.cpuUsage(before);
process.stdout.write(`${(user + system) / (at - WARM_UP_FRAMES)}\n`);
