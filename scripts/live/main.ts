/**
 * `npm run live:check -- [--wav FILE]`: talks to Google's Live API with the key of the settings, three
 * times, and prints what it did and how long it took. It costs some cents. The request is spoken by
 * Flite, or comes from a WAV file of 16 kHz mono.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { decodeWav } from '#src/audio/wav.ts';
import { parseConfig } from '#src/config.ts';
import { readEnvFile } from '#src/envFile.ts';
import { FailureError } from '#src/failure.ts';
import { Flite } from '#src/generator/live/flite/Flite.ts';
import { voiceOf } from '#src/generator/live/flite/voices.ts';
import { HEARD_RATE } from '#src/live/session.ts';
import { checkLive } from './checkLive.ts';

const REQUEST = 'Make it slower, and bring in a piano.';
const NO_KEY = 'There is nobody to talk to: set GEMINI_API_KEY, or LIVE_URL.';
const NO_VOICE = 'There is no voice to speak with: npm ci, or give a file with --wav.';
const WRONG_WAV = 'The file is to be 16 kHz, mono, 16 bit.';

const { values } = parseArgs({
  options: { wav: { type: 'string' }, env: { type: 'string', default: '.env' } },
});

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function speech(): Promise<Int16Array | string> {
  if (values.wav !== undefined) {
    const { sampleRateHz, channels, pcm } = decodeWav(await readFile(values.wav));
    return sampleRateHz === HEARD_RATE && channels === 1 ? pcm : WRONG_WAV;
  }
  const flite = await Flite.open();
  if (flite === undefined) return NO_VOICE;
  const pcm = await flite.say(REQUEST, voiceOf(0));
  await flite.close();
  return pcm;
}

async function main(): Promise<string | undefined> {
  readEnvFile(values.env);
  const { live } = parseConfig(process.env);
  if (live.kind !== 'service') return NO_KEY;
  const said = await speech();
  if (typeof said === 'string') return said;
  const { url, apiKey, model, voice } = live;
  tell(`Measured with ${model}, voice ${voice}, on ${new Date().toISOString().slice(0, 10)}:`);
  await checkLive({ service: { url, apiKey, model, voice }, speech: said, tell });
  return undefined;
}

try {
  const problem = await main();
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`);
    process.exitCode = 1;
  }
} catch (error) {
  // Anything else could quote what is secret.
  const text = error instanceof FailureError ? error.failure.operatorText : 'The check failed.';
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
