import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WASI } from 'node:wasi';
import type { Voice } from './voices.ts';

/** Blocks for 40 to 130 ms a sentence. 16 kHz mono, empty where nothing can be spoken; null: it failed. */
export type Speak = (text: string, voice: Voice) => Int16Array<ArrayBuffer> | null;

// Node has it, and its types do not.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => object;
};

const FOLDER = '/out';
const FILE = 'speech.wav';
/** RIFF with one format chunk of 16 bytes, as Flite writes it. */
const WAV_HEADER_BYTES = 44;

/** Runs the synthesiser's program once a text, as it is made to be run. For a thread of its own. */
export function createSpeak(wasmFile: string): Speak {
  const module = new WebAssembly.Module(readFileSync(wasmFile));
  return (text, voice) => {
    if (!/[\p{L}\p{N}]/u.test(text)) return new Int16Array(0);
    const folder = mkdtempSync(join(tmpdir(), 'lyrebird-voice-'));
    try {
      const wasi = new WASI({
        version: 'preview1',
        args: argumentsOf(text, voice),
        preopens: { [FOLDER]: folder },
        returnOnExit: true,
      });
      const imports = { wasi_snapshot_preview1: wasi.wasiImport };
      if (wasi.start(new WebAssembly.Instance(module, imports)) !== 0) return null;
      const wav = readFileSync(join(folder, FILE));
      return new Int16Array(new Uint8Array(wav.subarray(WAV_HEADER_BYTES)).buffer);
    } catch {
      return null;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function argumentsOf(text: string, { name, pitch, pace }: Voice): string[] {
  const features = ['--setf', `f0_shift=${pitch}`, '--setf', `duration_stretch=${pace}`];
  return ['flite', '-voice', name, ...features, '-t', text, '-o', `${FOLDER}/${FILE}`];
}
