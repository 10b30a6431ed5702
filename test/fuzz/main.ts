/**
 * `npm run fuzz -- [--seed N] [--count N]`: so many hostile interactions, gateway events, voice
 * datagrams and messages of Lyria altogether; 120,000 unless given. Exits with 1 when the bot did not bear them.
 */
import { parseArgs } from 'node:util';
import { moreHeld } from '../support/held.ts';
import { fuzz } from './fuzz.ts';

/** Caches that fill, such as compiled code; what leaks with each message is far above. */
const MOST_BYTES = 8e6;
/** A request more or less that is under way. */
const MOST_RESOURCES = 6;

const { values } = parseArgs({
  options: { seed: { type: 'string' }, count: { type: 'string', default: '120000' } },
});
const seed = Number(values.seed ?? Date.now() % 1e9);
const each = Math.ceil(Number(values.count) / 4);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

process.on('unhandledRejection', (error) => {
  throw error;
});
say(`Seed ${seed}`);
const report = await fuzz(
  seed,
  { interactions: each, gatewayEvents: each, datagrams: each, lyriaMessages: each },
  say,
);
for (const [text, count] of report.logged) say(`${String(count).padStart(8)} × ${text}`);
if (report.held === undefined) throw new Error('Nothing was measured');
const { before, after } = report.held;
const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
say(`Memory: ${mb(before.bytes)} before, ${mb(after.bytes - before.bytes)} more after`);
say(`Held: ${JSON.stringify(before.resources)} before, ${JSON.stringify(after.resources)} after`);
const faults = moreHeld(report.held, { bytes: MOST_BYTES, resources: MOST_RESOURCES });
for (const fault of faults) say(`BAD ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
