/** Thread of `Flite`: runs the synthesiser's program once a sentence, as it is made to be run. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WASI } from 'node:wasi';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { Voice } from './voices.ts';

export interface FliteRequest {
  readonly id: number;
  readonly text: string;
  readonly voice: Voice;
}

export interface FliteAnswer {
  readonly id: number;
  /** Null where the synthesiser failed. */
  readonly pcm: Int16Array<ArrayBuffer> | null;
}

const FOLDER = '/out';
const FILE = 'speech.wav';
/** RIFF with one format chunk of 16 bytes, as Flite writes it. */
const WAV_HEADER_BYTES = 44;

// Node has it, and its types do not.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => object;
};

const { wasmFile } = z.object({ wasmFile: z.string() }).parse(workerData);
const module = new WebAssembly.Module(readFileSync(wasmFile));

parentPort?.on('message', (request: FliteRequest) => {
  const answer: FliteAnswer = { id: request.id, pcm: speak(request) };
  parentPort?.postMessage(answer, answer.pcm === null ? [] : [answer.pcm.buffer]);
});

function speak({ text, voice }: FliteRequest): Int16Array<ArrayBuffer> | null {
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
}

function argumentsOf(text: string, { name, pitch, pace }: Voice): string[] {
  const features = ['--setf', `f0_shift=${pitch}`, '--setf', `duration_stretch=${pace}`];
  return ['flite', '-voice', name, ...features, '-t', text, '-o', `${FOLDER}/${FILE}`];
}
