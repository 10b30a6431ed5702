import { expect, test } from 'vitest';
import { silentLog } from '#src/log.ts';
import { startSandbox } from '#src/sandbox/Sandbox.ts';
import { RawTab } from './support/RawTab.ts';

const CHUNK = new Int16Array(2 * 2 * 48_000);
const CHUNK_MS = 2_000;

test('the workings join what the bot reports with what is seen at the generator', async () => {
  const sandbox = await startSandbox({
    log: silentLog,
    ports: { page: 0 },
    startLyria: async () => ({ url: 'ws://127.0.0.1:1', close: async () => {} }),
  });
  try {
    const { controlUrl, pageUrl } = sandbox.announcement;
    const nowMs = sandbox.discord.world.time.now();
    sandbox.lyria.opened(1, nowMs - 11_000);
    const prompts = [{ text: 'techno', weight: 1 }];
    sandbox.lyria.received(1, { type: 'prompts', prompts }, nowMs - 11_000);
    for (let n = 5; n > 0; n -= 1) sandbox.lyria.sent(1, CHUNK, nowMs - n * CHUNK_MS);
    const report = {
      state: 'playing',
      reserveMs: 2_500,
      nextReserveMs: null,
      rate: 0.98,
      handovers: 2,
      bridges: 1,
      bridgedMs: 0,
      heard: prompts,
      wanted: [{ text: 'jazz', weight: 1 }],
      trouble: null,
    };
    const put = (station: unknown): Promise<Response> =>
      fetch(`${controlUrl}/station`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ station }),
      });
    expect((await put(report)).status).toBe(204);
    expect((await put({ ...report, rate: 'fast' })).status).toBe(400);

    const tab = await RawTab.open(pageUrl);
    await tab.ask('openWorkings', { open: true });
    const { status } = await tab.event('workings');
    expect(status).toMatchObject({
      state: 'playing',
      reserveMs: 2_500,
      handovers: 2,
      heard: prompts,
      asked: prompts,
      wanted: [{ text: 'jazz', weight: 1 }],
      trouble: null,
    });
    expect(status.stretch).toBeCloseTo(1 / 0.98, 5);
    const [deck] = status.decks;
    expect(deck).toMatchObject({ id: 1, live: true, levelMs: 2_500 });
    // The next chunk is overdue by as long as all of this has taken.
    const overdueMs = sandbox.discord.world.time.now() - nowMs;
    expect(deck?.pace).toBeLessThanOrEqual(1);
    expect(deck?.pace).toBeGreaterThanOrEqual((4 * CHUNK_MS) / (4 * CHUNK_MS + overdueMs));

    await put({ ...report, bridgedMs: 900 });
    await tab.event('workings', (event) => event.status.trouble !== null);
    await put(null);
    await tab.event('workings', (event) => event.status.state === 'off');
    await tab.close();
  } finally {
    await sandbox.close();
  }
});
