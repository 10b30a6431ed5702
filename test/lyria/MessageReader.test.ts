import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MessageReader } from '#src/lyria/MessageReader.ts';
import { Oddities } from '#src/lyria/Oddities.ts';
import { createRedact } from '#src/redact/createRedact.ts';
import { cpuMs } from '../support/cpuMs.ts';
import { capturedLog } from '../support/lyria/capturedLog.ts';

const KEY = 'AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY';
const MIME = 'audio/l16;rate=48000;channels=2';
const SAMPLES = new Int16Array([1, -2, 3, -4]);
const DATA = Buffer.from(SAMPLES.buffer).toString('base64');

function reader() {
  const { log, lines } = capturedLog();
  const oddities = new Oddities(log, 1);
  return { reader: new MessageReader(oddities, createRedact([KEY])), oddities, lines };
}

/** What is read from one message, and which oddities it counts. */
function read(message: unknown) {
  const { reader: one, lines } = reader();
  const result = one.read(
    Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)),
  );
  return { ...result, odd: lines.map((line): unknown => JSON.parse(line).oddity) };
}

const audio = (...audioChunks: unknown[]) => ({ serverContent: { audioChunks } });
const heard = { type: 'audio', chunk: { pcm: SAMPLES } };

describe('MessageReader', () => {
  test('audio with everything', () => {
    const sourceMetadata = {
      clientContent: { weightedPrompts: [{ text: 'techno', weight: 1 }] },
      musicGenerationConfig: { bpm: 120, scale: 'SCALE_UNSPECIFIED', muteBass: true, seed: 'x' },
    };
    const source = {
      prompts: [{ text: 'techno', weight: 1 }],
      config: { bpm: 120, muteBass: true },
    };
    expect(read(audio({ data: DATA, mimeType: MIME, sourceMetadata }))).toEqual({
      setupComplete: false,
      events: [{ type: 'audio', chunk: { pcm: SAMPLES, source } }],
      odd: [],
    });
  });

  test.each<[string, unknown, readonly unknown[], readonly string[]]>([
    [
      'several chunks',
      audio({ data: DATA, mimeType: MIME }, { data: DATA, mimeType: MIME }),
      [heard, heard],
      [],
    ],
    ['no metadata', audio({ data: DATA, mimeType: MIME }), [heard], []],
    ['no mime type', audio({ data: DATA }), [heard], ['audio format not named']],
    [
      'odd bytes',
      audio({
        data: Buffer.from([...Buffer.from(SAMPLES.buffer), 9]).toString('base64'),
        mimeType: MIME,
      }),
      [heard],
      ['incomplete sample pair'],
    ],
    [
      'less than a pair',
      audio({ data: 'AQ==', mimeType: MIME }),
      [],
      ['incomplete sample pair', 'chunk without data'],
    ],
    [
      'another rate',
      audio({ data: DATA, mimeType: 'audio/l16;rate=44100;channels=2' }),
      [{ type: 'foreignAudio', pcm: SAMPLES, format: { rate: 44_100, channels: 2 } }],
      [],
    ],
    [
      'one channel',
      audio({ data: DATA, mimeType: 'audio/L16; channels=1' }),
      [{ type: 'foreignAudio', pcm: SAMPLES, format: { rate: 48_000, channels: 1 } }],
      [],
    ],
    [
      'another format',
      audio({ data: DATA, mimeType: 'audio/mpeg' }),
      [{ type: 'unplayable', what: 'its format is "audio/mpeg"' }],
      ['unknown audio format'],
    ],
    [
      'bad base64 beside good',
      audio({ data: '!', mimeType: MIME }, { data: DATA, mimeType: MIME }),
      [{ type: 'unplayable', what: 'it is no base64' }, heard],
      ['malformed base64'],
    ],
    [
      'a chunk that is none',
      audio(7, { data: DATA, mimeType: MIME }),
      [heard],
      ['unreadable field'],
    ],
    ['data of another type', audio({ data: 7, mimeType: MIME }), [], ['unreadable field']],
    ['no data', audio({ mimeType: MIME }), [], ['chunk without data']],
    ['no chunks', { serverContent: {} }, [], ['content without audio']],
    ['chunks of another type', { serverContent: { audioChunks: {} } }, [], ['unreadable field']],
    [
      'odd metadata',
      audio({ data: DATA, mimeType: MIME, sourceMetadata: [] }),
      [heard],
      ['unreadable source metadata'],
    ],
    ['unknown fields', audio({ data: DATA, mimeType: MIME, more: 1 }), [heard], ['unknown field']],
    ['an unknown message', { goAway: {} }, [], ['unknown field']],
    ['an empty message', {}, [], ['empty message']],
    ['null fields', { warning: null }, [], []],
    [
      'a filtered prompt',
      { filteredPrompt: { text: 'x', filteredReason: 'y' } },
      [{ type: 'filteredPrompt', text: 'x', reason: 'y' }],
      [],
    ],
    [
      'a bare filtered prompt',
      { filteredPrompt: {} },
      [{ type: 'filteredPrompt', text: '', reason: '' }],
      [],
    ],
    ['a warning', { warning: 'careful' }, [{ type: 'warning', text: 'careful' }], []],
    ['an odd warning', { warning: { text: 'careful' } }, [], ['unreadable field']],
    [
      'several fields',
      { warning: 'careful', ...audio({ data: DATA, mimeType: MIME }) },
      [{ type: 'warning', text: 'careful' }, heard],
      ['several fields'],
    ],
    ['no JSON', '{"serverContent":', [], ['malformed JSON']],
    ['nothing', '', [], ['malformed JSON']],
    ['a list', [], [], ['not an object']],
    ['a number', 7, [], ['not an object']],
    ['__proto__', '{"__proto__":{"warning":"x"}}', [], ['empty message']],
  ])('%s', (_what, message, events, odd) => {
    const result = read(message);
    expect(result.events).toEqual(events);
    expect(result.odd).toEqual(odd);
  });

  test('set-up complete', () => {
    expect(read({ setupComplete: {} })).toEqual({ setupComplete: true, events: [], odd: [] });
    expect(read({ setupComplete: 1 }).setupComplete).toBe(false);
  });

  test('takes keys out of every text', () => {
    const messages = [
      { filteredPrompt: { text: `a ${KEY}`, filteredReason: `b ${KEY}` } },
      { warning: `wss://x/?key=${KEY}` },
      { [KEY]: 1 },
      audio({ data: DATA, mimeType: `audio/${KEY}` }),
      audio({
        data: DATA,
        mimeType: MIME,
        sourceMetadata: { clientContent: { weightedPrompts: [{ text: KEY, weight: 1 }] } },
      }),
    ];
    const { reader: one, lines } = reader();
    const told = messages.map((message) => one.read(Buffer.from(JSON.stringify(message))));
    expect(JSON.stringify(told) + lines.join()).not.toContain(KEY.slice(0, 8));
    expect(told.flatMap(({ events }) => events)).toHaveLength(4);
  });

  test('logs an oddity once and counts the rest', () => {
    const { reader: one, oddities, lines } = reader();
    for (let i = 0; i < 1_000; i += 1) one.read(Buffer.from(`{"field${i}":1}`));
    expect(lines).toHaveLength(1);
    oddities.report();
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ oddities: { 'unknown field': 1_000 } });
  });

  test('never throws, whatever the text or the JSON', () => {
    const { reader: one } = reader();
    const known = fc.constantFrom('setupComplete', 'serverContent', 'filteredPrompt', 'warning');
    const chunk = fc.record(
      { data: fc.anything(), mimeType: fc.anything(), sourceMetadata: fc.anything() },
      { requiredKeys: [] },
    );
    const message = fc.oneof(
      fc.string(),
      fc.json(),
      fc.dictionary(known, fc.jsonValue()).map((value) => JSON.stringify(value)),
      fc
        .array(chunk)
        .map((chunks) =>
          JSON.stringify(audio(...chunks), (_name, value: unknown) =>
            typeof value === 'bigint' ? 0 : value,
          ),
        ),
    );
    fc.assert(
      fc.property(message, (json) => void one.read(Buffer.from(json))),
      { numRuns: 1_000 },
    );
    expect(() => one.read(Buffer.from('['.repeat(100_000)))).not.toThrow();
    const nested = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    expect(() =>
      one.read(Buffer.from(`{"serverContent":{"audioChunks":${nested}}}`)),
    ).not.toThrow();
  });
});

test('reading a chunk of 2 s leaves the event loop its 5 ms', () => {
  const { reader: one } = reader();
  const data = Buffer.alloc(384_000, 77).toString('base64');
  const frame = Buffer.from(JSON.stringify(audio({ data, mimeType: MIME })));
  const reads = 50;
  const startMs = cpuMs();
  for (let read = 0; read < reads; read += 1) one.read(frame);
  // Measured: 0.7 ms.
  expect((cpuMs() - startMs) / reads).toBeLessThan(5);
});
