import { expect, onTestFinished, test } from 'vitest';
import { type Health, serveHealth } from '../../src/ops/health.ts';

const HOST = '127.0.0.1';
const WELL: Health = { ok: true, discord: 'ready', uptimeS: 5, stations: [] };

test('answers 200 when well, 503 when not', async () => {
  let health = WELL;
  const server = await serveHealth({ host: HOST, port: 0, health: () => health });
  onTestFinished(() => server.close());
  const url = `http://${HOST}:${server.port}/health`;
  const well = await fetch(url);
  expect(well.status).toBe(200);
  expect(await well.json()).toEqual(health);
  health = { ...health, ok: false, discord: 'lost' };
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
