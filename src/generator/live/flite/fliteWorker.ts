/** Thread of `Flite`. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { Answered, Asked } from './AskedThread.ts';
import { createSpeak } from './speak.ts';
import type { Voice } from './voices.ts';

export interface FliteQuestion {
  readonly text: string;
  readonly voice: Voice;
}

export interface FliteAnswer {
  /** Null where the synthesiser failed. */
  readonly pcm: Int16Array | null;
}

const { wasmFile } = z.object({ wasmFile: z.string() }).parse(workerData);
const speak = createSpeak(wasmFile);

parentPort?.on('message', ({ id, text, voice }: Asked<FliteQuestion>) => {
  const pcm = speak(text, voice);
  const message: Answered<FliteAnswer> = { id, answer: { pcm } };
  parentPort?.postMessage(message, pcm === null ? [] : [pcm.buffer]);
});
