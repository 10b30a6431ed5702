import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type Log, silentLog } from '#src/log.ts';
import type { ConditionHealth } from '#src/ops/ConditionBook.ts';
import { type HealthRoutes, serveHealth } from '#src/ops/health.ts';
import { type Health, healthOf, type StationHealth } from '#src/ops/healthOf.ts';
import { liveness, readiness } from '#src/ops/probes.ts';
import { VERSION } from '#src/version.ts';

const HOST = '127.0.0.1';
const FACTS = {
  version: '1.2.3',
  discord: 'ready',
  uptimeS: 5,
  processes: [],
  talk: { ears: 0, turns: 0, failures: 0, answerS: null },
  conditions: [],
  stations: [],
} as const;
const WELL: Health = healthOf(FACTS);
const STATION: StationHealth = {
  state: 'playing',
  sinceS: 3_600.2,
  reserveS: 4.1,
  sessions: 1,
  handovers: 6,
  bridges: 1,
  bridgedS: 2.3,
  trouble: null,
  lastTrouble: { code: 'lyria.quota', agoS: 1_800 },
};
const ROUTES: HealthRoutes & { readonly log: Log } = {
  health: () => WELL,
  live: () => ({ ok: true, reasons: [] }),
  ready: () => ({ ok: true, reasons: [] }),
  metrics: async () => ({ type: 'text/plain; version=0.0.4', text: 'up 1\n' }),
  log: silentLog,
};
const FULL: ConditionHealth = { name: 'store.failing', sinceS: 3, stations: null, text: 'Full.' };

test('answers 200 when well, 503 when not', async () => {
  let health = WELL;
  const server = await serveHealth({ ...ROUTES, host: HOST, port: 0, health: () => health });
  onTestFinished(() => server.close());
  const url = `http://${HOST}:${server.port}/health`;
  const well = await fetch(url);
  expect(well.status).toBe(200);
  expect(await well.json()).toEqual(health);
  health = healthOf({ ...FACTS, discord: 'lost' });
  expect((await fetch(url)).status).toBe(503);
});

test('serves what monitors read and nothing else, and reads nothing that is sent to it', async () => {
  const errors: unknown[] = [];
  const server = await serveHealth({
    ...ROUTES,
    host: HOST,
    port: 0,
    ready: () => ({ ok: false, reasons: ['discord.lost'] }),
    metrics: () => Promise.reject(new Error('out of order')),
    log: { ...silentLog, error: (fields) => errors.push(fields) },
  });
  onTestFinished(() => server.close());
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`http://${HOST}:${server.port}${path}`, init);
    return `${response.status} ${await response.text()}`;
  };
  expect(await ask('/livez?verbose')).toBe('200 {"ok":true,"reasons":[]}');
  expect(await ask('/readyz')).toBe('503 {"ok":false,"reasons":["discord.lost"]}');
  expect(await ask('/livez', { method: 'HEAD' })).toBe('200 ');
  expect(await ask('/metrics')).toBe('500 500\n');
  expect(errors).toMatchObject([{ error: { message: 'out of order' } }]);
  for (const path of ['/', '/toString', '/health/', '/metrics/../etc', '/%2e%2e/']) {
    expect(await ask(path), path).toBe('404 404\n');
  }
  expect(await ask('/health', { method: 'POST', body: 'x'.repeat(1_000_000) })).toBe('405 405\n');
  const headers = { 'x-long': 'x'.repeat(20_000) };
  expect(await ask('/health', { headers })).toMatch(/^431 /);
});

test('a restart is called for only where frames could leave and do not', () => {
  const flow = { state: 'reconnecting', sinceS: 31, isAudible: true, isSending: false };
  expect(liveness([flow])).toEqual({ ok: false, reasons: ['voice.stuck'] });
  for (const other of [
    { sinceS: 20 },
    { isAudible: false },
    { isSending: true },
    { state: 'paused' },
    { state: 'playing' },
  ]) {
    expect(liveness([{ ...flow, ...other }]).ok, JSON.stringify(other)).toBe(true);
  }
});

test('ready are gateway, store and voice wherever it is wanted', () => {
  expect(readiness(FACTS)).toEqual({ ok: true, reasons: [] });
  expect(readiness({ ...FACTS, discord: 'connecting' }).reasons).toEqual(['discord.connecting']);
  for (const name of ['store.failing', 'voice.away', 'discord.allowance'] as const) {
    expect(readiness({ ...FACTS, conditions: [{ ...FULL, name }] }).reasons).toEqual([name]);
  }
  const conditions = [{ ...FULL, name: 'store.checkpoint' as const }];
  expect(readiness({ ...FACTS, conditions }).ok).toBe(true);
});

test('says what to do when the port is taken', async () => {
  const other = await serveHealth({ ...ROUTES, host: HOST, port: 0 });
  onTestFinished(() => other.close());
  const second = serveHealth({ ...ROUTES, host: HOST, port: other.port });
  await expect(second).rejects.toMatchObject({
    failure: { code: 'health.port', operatorText: expect.stringContaining('another HEALTH_PORT') },
  });
});

test('says what to do when there is no such address', async () => {
  // For documentation only: no machine has it.
  const serving = serveHealth({ ...ROUTES, host: '192.0.2.1', port: 8_080 });
  await expect(serving).rejects.toMatchObject({
    failure: { code: 'health.port', operatorText: expect.stringContaining('HEALTH_HOST') },
  });
});

test('its whole shape is what docs/self-hosting.md shows', async () => {
  const docs = await readFile(new URL('../../docs/self-hosting.md', import.meta.url), 'utf8');
  const shown = /```json\n(.*?)\n```/s.exec(docs)?.[1] ?? '';
  const facts = { ...FACTS, version: VERSION, uptimeS: 86_400 };
  const processes = [{ complexity: 10, busy: 0.021, late: 0, isFull: false }];
  const talk = { ears: 0, turns: 12, failures: 1, answerS: 1.3 };
  const health = healthOf({ ...facts, processes, talk, conditions: [FULL], stations: [STATION] });
  const text = health.conditions[0]?.text;
  expect(withoutTexts(JSON.parse(shown))).toEqual(withoutTexts(health));
  expect(text).toBe('Full.');
});

test.each([
  ['ok', [], {}],
  ['degraded', ['store.failing'], { conditions: [FULL] }],
  ['degraded', ['lyria.quota'], { stations: [STATION, { ...STATION, trouble: 'lyria.quota' }] }],
  ['failing', ['discord.connecting'], { discord: 'connecting' }],
  [
    'failing',
    ['discord.lost', 'store.failing'],
    {
      discord: 'lost',
      conditions: [FULL, { ...FULL, name: 'discord.lost' }],
    },
  ],
] as const)('%s because of %j', (status, reasons, facts) => {
  const health = healthOf({ ...FACTS, ...facts });
  expect(health).toMatchObject({ status, reasons, ok: status !== 'failing' });
});

function withoutTexts(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (name, part) => (name === 'text' ? '' : part)));
}
