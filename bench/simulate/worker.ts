import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { lyriaAt, PACES } from './lyriaProfile.ts';
import { recordMaterial } from './recordings.ts';
import { simulate } from './simulate.ts';

/** Runs the seeds it is handed, one after the other, and reports each. */
const { seeds, hours } = z
  .object({ seeds: z.array(z.number()), hours: z.number() })
  .parse(workerData);

const material = recordMaterial();
for (const seed of seeds) {
  const pace = PACES[(seed - 1) % PACES.length] ?? 1;
  const run = await simulate({
    seed,
    hours,
    profile: lyriaAt(pace),
    material,
    voiceOutages: true,
    clockSteps: true,
  });
  parentPort?.postMessage({ pace, run });
}
