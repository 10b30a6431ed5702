import { parseArgs } from 'node:util';
import type { Measurement } from './measurement.ts';

/**
 * `npm run bench` measures what the program promises and prints it; with `--json` the last line
 * is one JSON object, and with `--stations 20,160d` `load` takes these runs alone (`d`: with DAVE). Names after the flags choose measurements; without any, all run.
 */
const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, stations: { type: 'string' } },
  allowPositionals: true,
});

const measurements: Readonly<Record<string, () => Promise<Measurement>>> = {
  firstSound: async () => (await import('./firstSound.ts')).measureFirstSound(),
  vote: async () => (await import('./vote.ts')).measureVote(),
  synth: async () => (await import('./synth.ts')).measureSynth(),
  sound: async () => (await import('./sound.ts')).measureSound(),
  words: async () => (await import('./words.ts')).measureWords(),
  pacing: async () => (await import('./pacing.ts')).measurePacing(),
  load: async () => (await import('./load.ts')).measureLoad(values.stations),
  guilds: async () => (await import('./guilds.ts')).measureGuilds(),
  talk: async () => (await import('./talk.ts')).measureTalk(),
  sentences: async () => (await import('./talk/sentences.ts')).measureSentences(),
  stretch: async () => (await import('./stretch.ts')).measureStretch(),
};

const chosen = positionals.length > 0 ? positionals : Object.keys(measurements);
const report: Record<string, unknown> = {};
for (const name of chosen) {
  const measure = measurements[name];
  if (measure === undefined) {
    process.stderr.write(
      `No measurement is called ${name}: ${Object.keys(measurements).join(', ')}\n`,
    );
    process.exit(2);
  }
  const { text, json } = await measure();
  process.stdout.write(`${text}\n`);
  Object.assign(report, json);
}
if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
