import { expect, test } from 'vitest';
import { type Log, silentLog } from '#src/log.ts';
import { tellOpusLibrary } from '#src/voice/opusEncoder.ts';

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
