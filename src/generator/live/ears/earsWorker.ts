/** Thread of `Ears`: a sentence takes some 100 ms to find. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { Answered, Asked } from '../flite/AskedThread.ts';
import { createSpeak } from '../flite/speak.ts';
import type { EarsAnswer, EarsQuestion } from './Ears.ts';
import { featuresOf } from './features.ts';
import { type Heard, Recogniser } from './Recogniser.ts';
import { templatesOf } from './templates.ts';

/** Known voices lie 33 to 55 from their templates, others above 75. */
const MOST_COST = 64;

const { wasmFile } = z.object({ wasmFile: z.string() }).parse(workerData);
const recognisers = templatesOf(createSpeak(wasmFile)).map((voice) => new Recogniser(voice));

parentPort?.on('message', ({ id, pcm }: Asked<EarsQuestion>) => {
  const message: Answered<EarsAnswer> = { id, answer: { text: pcm === null ? '' : hear(pcm) } };
  parentPort?.postMessage(message);
});

/** The voice whose templates lie nearest is believed. */
function hear(pcm: Int16Array): string {
  const features = featuresOf(pcm);
  const heard = recognisers
    .map((recogniser): Heard => recogniser.hear(features))
    .filter(({ words }) => words.length > 0)
    .toSorted((one, other) => one.cost - other.cost)[0];
  return heard === undefined || heard.cost > MOST_COST ? '' : heard.words.join(' ');
}
