#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
/**
 * `npm run doctor -- [--json] [--channel ID] [--udp HOST:PORT] [--env FILE]`, in the image `doctor`:
 * looks at everything that the bot needs, in the settings that it would have, and says what is wrong
 * and what to do. Exits with 1 when something is. May be asked while the bot runs.
 */
import { parseArgs } from 'node:util';
import { diagnose } from './diagnose.ts';
import type { Finding } from './Finding.ts';

const MARKS: Readonly<Record<Finding['state'], string>> = {
  fine: 'ok  ',
  warning: 'WARN',
  wrong: 'BAD ',
  skipped: '-   ',
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    channel: { type: 'string' },
    udp: { type: 'string' },
    env: { type: 'string', default: '.env' },
  },
});

const [host = '', port = ''] = values.udp?.split(':') ?? [];
const findings = await diagnose({
  environment: process.env,
  envFile: values.env,
  channelIds: values.channel === undefined ? [] : [values.channel],
  udp: values.udp === undefined ? undefined : { host, port: Number(port) },
});
const isWell = findings.every(({ state }) => state !== 'wrong');
if (values.json) process.stdout.write(`${JSON.stringify({ ok: isWell, findings })}\n`);
else {
  for (const { about, state, text } of findings) {
    process.stdout.write(`${MARKS[state]} ${about.padEnd(12)} ${text}\n`);
  }
}
process.exitCode = isWell ? 0 : 1;
