import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Speak } from '../flite/speak.ts';
import { VOICE_NAMES } from '../flite/voices.ts';
import { DIMENSIONS, featuresOf } from './features.ts';
import type { Template } from './Recogniser.ts';
import { VOCABULARY } from './vocabulary.ts';

/** Words in a sentence are shorter than words alone. */
const PACE = 0.85;
/** What is quieter at either end is not of the word. */
const EDGE_LOUDNESS = 0.35;
/** To be raised with every change of `featuresOf`. */
const FORMAT = 1;
const BYTES_PER_NUMBER = 4;

/** Each voice's templates, in the order of the vocabulary. Two seconds a voice to make: kept on disk. */
export function templatesOf(speak: Speak): readonly (readonly Template[])[] {
  const kept = readKept();
  if (kept !== undefined) return kept;
  const made = VOICE_NAMES.map((name) =>
    VOCABULARY.map((text): Template => {
      const pcm = speak(text, { name, pitch: 1, pace: PACE }) ?? new Int16Array(0);
      return { text, vectors: trimmed(pcm) };
    }),
  );
  keep(made);
  return made;
}

function trimmed(pcm: Int16Array): Float32Array {
  const { vectors, loudness, count } = featuresOf(pcm);
  const isSpoken = (frame: number): boolean => (loudness[frame] ?? 0) >= EDGE_LOUDNESS;
  let from = 0;
  let end = count;
  while (from < end && !isSpoken(from)) from += 1;
  while (end > from && !isSpoken(end - 1)) end -= 1;
  return vectors.slice(from * DIMENSIONS, end * DIMENSIONS);
}

/** Named after all that the templates are made of. */
function file(): string {
  const made = JSON.stringify([FORMAT, DIMENSIONS, PACE, VOICE_NAMES, VOCABULARY]);
  const name = createHash('sha256').update(made).digest('hex').slice(0, 16);
  return join(tmpdir(), `lyrebird-ears-${process.getuid?.() ?? 0}-${name}.bin`);
}

/** Undefined where nothing is kept, or anything else than templates. */
function readKept(): readonly (readonly Template[])[] | undefined {
  try {
    const bytes = new Uint8Array(readFileSync(file()));
    const words = VOICE_NAMES.length * VOCABULARY.length;
    const lengths = new Uint32Array(bytes.buffer, 0, words);
    const numbers = new Float32Array(bytes.buffer, words * BYTES_PER_NUMBER);
    if (lengths.reduce((sum, each) => sum + each, 0) !== numbers.length) return undefined;
    let at = 0;
    let word = 0;
    return VOICE_NAMES.map(() =>
      VOCABULARY.map((text): Template => {
        const length = lengths[word] ?? 0;
        word += 1;
        at += length;
        return { text, vectors: numbers.subarray(at - length, at) };
      }),
    );
  } catch {
    return undefined;
  }
}

/** A full or read-only disk costs the next start its time, and nothing else. */
function keep(voices: readonly (readonly Template[])[]): void {
  const vectors = voices.flat().map((template) => template.vectors);
  const lengths = Uint32Array.from(vectors, ({ length }) => length);
  const whole = `${file()}.${process.pid}`;
  try {
    writeFileSync(whole, Buffer.concat([lengths, ...vectors].map(bytesOf)), { mode: 0o600 });
    renameSync(whole, file());
  } catch {}
}

function bytesOf(numbers: Uint32Array | Float32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
