import { expect, test } from 'vitest';
import { type Health, serveHealth } from '../../src/ops/health.ts';

test('answers 200 when well, 503 when not', async () => {
  let health: Health = { ok: true, discord: 'ready', stations: 2, uptimeS: 5 };
  const server = await serveHealth({ host: '127.0.0.1', port: 0, health: () => health });
  try {
    const url = `http://127.0.0.1:${server.port}/health`;
    const well = await fetch(url);
    expect(well.status).toBe(200);
    expect(await well.json()).toEqual(health);
    health = { ...health, ok: false, discord: 'lost' };
    expect((await fetch(url)).status).toBe(503);
  } finally {
    await server.close();
  }
});
