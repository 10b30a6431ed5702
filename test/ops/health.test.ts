import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { ConditionHealth } from '../../src/ops/ConditionBook.ts';
import { serveHealth } from '../../src/ops/health.ts';
import { type Health, healthOf, type StationHealth } from '../../src/ops/healthOf.ts';
import { VERSION } from '../../src/version.ts';

const HOST = '127.0.0.1';
const FACTS = {
  version: '1.2.3',
  discord: 'ready',
  uptimeS: 5,
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
const FULL: ConditionHealth = { name: 'store.failing', sinceS: 3, stations: null, text: 'Full.' };

test('answers 200 when well, 503 when not', async () => {
  let health = WELL;
  const server = await serveHealth({ host: HOST, port: 0, health: () => health });
  onTestFinished(() => server.close());
  const url = `http://${HOST}:${server.port}/health`;
  const well = await fetch(url);
  expect(well.status).toBe(200);
  expect(await well.json()).toEqual(health);
  health = healthOf({ ...FACTS, discord: 'lost' });
  expect((await fetch(url)).status).toBe(503);
});

test('says what to do when the port is taken', async () => {
  const other = await serveHealth({ host: HOST, port: 0, health: () => WELL });
  onTestFinished(() => other.close());
  const second = serveHealth({ host: HOST, port: other.port, health: () => WELL });
  await expect(second).rejects.toMatchObject({
    failure: { code: 'health.port', operatorText: expect.stringContaining('another HEALTH_PORT') },
  });
});

test('says what to do when there is no such address', async () => {
  // For documentation only: no machine has it.
  const serving = serveHealth({ host: '192.0.2.1', port: 8_080, health: () => WELL });
  await expect(serving).rejects.toMatchObject({
    failure: { code: 'health.port', operatorText: expect.stringContaining('HEALTH_HOST') },
  });
});

test('its whole shape is what docs/self-hosting.md shows', async () => {
  const docs = await readFile(new URL('../../docs/self-hosting.md', import.meta.url), 'utf8');
  const shown = /```json\n(.*?)\n```/s.exec(docs)?.[1] ?? '';
  const facts = { ...FACTS, version: VERSION, uptimeS: 86_400 };
  const health = healthOf({ ...facts, conditions: [FULL], stations: [STATION] });
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
