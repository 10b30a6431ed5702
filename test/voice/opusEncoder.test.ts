import { expect, test } from 'vitest';
import { type Log, silentLog } from '#src/log.ts';
import {
  createOpusEncoder,
  encodeFrame,
  setComplexity,
  tellOpusLibrary,
} from '#src/voice/opusEncoder.ts';

function told(library?: string): string[] {
  const lines: string[] = [];
  const log: Log = { ...silentLog, info: (_fields, message) => lines.push(message) };
  tellOpusLibrary(log, library);
  return lines;
}

test('the log tells once which Opus library encodes, and why it is the slower one', () => {
  expect(told()).toEqual([
    expect.stringMatching(/^Opus is encoded by (@discordjs\/opus|opusscript)/),
  ]);
  expect(told('@discordjs/opus')).toEqual(['Opus is encoded by @discordjs/opus']);
  expect(told('opusscript')).toEqual([
    'Opus is encoded by opusscript: slower, since @discordjs/opus could not be installed',
  ]);
});

test('music is encoded as music from its first frame on', () => {
  const encoder = createOpusEncoder(64_000);
  const frame = Buffer.alloc(3_840);
  for (let pair = 0; pair < 960; pair += 1) {
    // 200 Hz and its overtones, as a voice has them.
    let sample = 0;
    for (let overtone = 1; overtone < 12; overtone += 1)
      sample += (3_000 / overtone) * Math.sin((2 * Math.PI * pair * 200 * overtone) / 48_000);
    frame.writeInt16LE(Math.round(sample), 4 * pair);
    frame.writeInt16LE(Math.round(sample), 4 * pair + 2);
  }
  const modes = Array.from({ length: 5 }, () => (encodeFrame(encoder, frame)[0] ?? 0) >> 3);
  encoder.destroy();
  // RFC 6716, 3.1: 20 ms in the full band of what is made for music.
  expect(modes).toEqual([31, 31, 31, 31, 31]);
});

test('a cheaper encoder makes another packet of the same frame', () => {
  const frame = Buffer.alloc(3_840);
  for (let at = 0; at < frame.length; at += 2) {
    frame.writeInt16LE(Math.round(8_000 * Math.sin(at * at)), at);
  }
  const packetsAt = (complexity: number): string => {
    const encoder = createOpusEncoder(64_000);
    setComplexity(encoder, complexity);
    const packets = Array.from({ length: 10 }, () => encodeFrame(encoder, frame));
    encoder.destroy();
    return Buffer.concat(packets).toString('hex');
  };
  expect(packetsAt(10)).toBe(packetsAt(10));
  expect(packetsAt(10)).not.toBe(packetsAt(5));
});
