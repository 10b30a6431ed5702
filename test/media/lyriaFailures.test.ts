import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#src/clock.ts';
import type { Failure } from '#src/failure.ts';
import { Conditions, type Refusal } from '#src/generator/Conditions.ts';
import { startGenerator } from '#src/generator/GeneratorServer.ts';
import { lyriaConnector } from '#src/lyria/connect.ts';
import { createMediaHost, type GateLimits } from '#src/media/MediaHost.ts';
import type { MediaEvent } from '#src/media/protocol.ts';
import { tell } from '#src/texts/texts.ts';
import { createCountingSource } from '../support/generator/CountingSource.ts';
import { capturedLog } from '../support/lyria/capturedLog.ts';
import { KEY, KEY_BEGINS } from '../support/lyria/LyriaRig.ts';

const ONE = '100000000000000001';
const OTHER = '100000000000000003';
const QUOTA: Refusal = { kind: 'close', code: 1011, reason: `quota of ${KEY} exceeded` };
const BAD_KEY: Refusal = { kind: 'close', code: 1007, reason: 'API key not valid.' };
const PROBE_MS = 300;
/** More than somebody who waits for an answer would be kept waiting for. */
const OUTAGE_STARTS = 4;

/** Stations of two guilds and a generator, over real sockets; nobody joins voice. */
async function rig(limits: Partial<GateLimits> = {}) {
  const conditions = new Conditions();
  const attempts: (Refusal | null)[] = [];
  const generator = await startGenerator({
    createSource: createCountingSource,
    conditions,
    observer: { attempted: (refusal) => attempts.push(refusal) },
  });
  const { log, lines } = capturedLog();
  const media = createMediaHost({
    clock: systemClock,
    log,
    random: () => 0.5,
    openLyriaSession: lyriaConnector({ url: generator.url, apiKey: KEY, clock: systemClock, log }),
    limits: { maxSessions: 4, spacingMs: 0, ...limits },
  });
  const events: MediaEvent[] = [];
  media.subscribe((event) => events.push(event));
  stack.defer(async () => {
    await media.close();
    await generator.close();
    conditions.close();
    expect(lines.join('\n')).not.toContain(KEY_BEGINS);
  });
  return {
    conditions,
    attempts,
    lines,
    play: (guildId: string, patient = false): void =>
      media.send({
        type: 'start',
        guildId,
        channelId: '100000000000000002',
        bitrate: 64_000,
        prompts: [{ text: 'techno', weight: 1 }],
        config: {},
        volume: 1,
        patient,
      }),
    stop: (guildId: string): void => media.send({ type: 'stop', guildId }),
    ended: (guildId: string) =>
      events.find((event) => event.type === 'ended' && event.guildId === guildId),
    trouble: (guildId: string): Failure | undefined =>
      events
        .flatMap((event) => (event.type === 'station' ? [event.snapshot] : []))
        .findLast((snapshot) => snapshot.guildId === guildId)?.trouble,
    /** Milliseconds of music that are at hand. */
    reserves: (): number[] => media.vitals().map(({ snapshot }) => snapshot.reserveMs),
  };
}

let stack: AsyncDisposableStack;
beforeEach(() => {
  stack = new AsyncDisposableStack();
});
afterEach(() => stack.disposeAsync());

const PATIENCE = { timeout: 10_000, interval: 20 } as const;

test.each([
  ['a bad key', BAD_KEY, 'lyria.bad-key'],
  ['no quota', QUOTA, 'lyria.quota'],
  ['a project that is not allowed', { kind: 'status', status: 403, text: '' }, 'lyria.denied'],
] as const)('%s: one attempt tells every station', async (_what, refusal, code) => {
  const { conditions, attempts, lines, play, ended } = await rig();
  conditions.refuse(refusal);
  play(ONE);
  await expect.poll(() => ended(ONE), PATIENCE).toMatchObject({ failure: { code } });
  play(OTHER);
  await expect
    .poll(() => ended(OTHER), PATIENCE)
    .toMatchObject({
      reason: 'failed',
      failure: { code, memberText: tell(`failure.${code}`) },
    });
  expect(attempts).toHaveLength(1);
  const warnings = lines.filter((line) => line.includes('"warn"') && line.includes(code));
  expect(warnings).toHaveLength(1);
});

test('stations that wait send one probe at a time, and all come back by themselves', async () => {
  const { conditions, attempts, play, trouble, reserves } = await rig({ probeMs: PROBE_MS });
  conditions.refuse(QUOTA);
  play(ONE, true);
  play(OTHER, true);
  const startedAtMs = performance.now();
  await expect.poll(() => attempts.length, PATIENCE).toBeGreaterThanOrEqual(4);
  const probes = Math.ceil((performance.now() - startedAtMs) / PROBE_MS);
  // Both stations asked at once in the beginning; from then on they take turns.
  expect(attempts.length).toBeLessThanOrEqual(2 + probes);
  for (const guild of [ONE, OTHER]) {
    expect(trouble(guild)).toMatchObject({
      code: 'lyria.quota',
      memberText: tell('failure.lyria.quota.waiting'),
    });
  }
  conditions.refuse(undefined);
  await expect.poll(() => Math.min(...reserves()), PATIENCE).toBeGreaterThan(0);
});

test('a restored station waits until Lyria is back, however long', async () => {
  const { conditions, attempts, play, ended, trouble, reserves } = await rig();
  conditions.refuse({ kind: 'status', status: 503, text: '' }, OUTAGE_STARTS);
  play(ONE, true);
  await expect.poll(() => trouble(ONE), PATIENCE).toMatchObject({ code: 'lyria.outage' });
  await expect.poll(() => reserves()[0], { ...PATIENCE, timeout: 30_000 }).toBeGreaterThan(0);
  expect(attempts).toHaveLength(OUTAGE_STARTS + 1);
  expect(ended(ONE)).toBeUndefined();
  await expect.poll(() => trouble(ONE), PATIENCE).toBeUndefined();
});

test('a station without a place is told so, and begins when one is free', async () => {
  const { play, stop, ended, trouble, reserves } = await rig({ maxSessions: 1 });
  play(ONE);
  await expect.poll(() => reserves()[0], PATIENCE).toBeGreaterThan(0);
  play(OTHER);
  await expect
    .poll(() => trouble(OTHER), PATIENCE)
    .toMatchObject({
      code: 'station.no-place',
      memberText: tell('failure.station.no-place'),
    });
  expect(trouble(ONE)).toBeUndefined();
  stop(ONE);
  await expect.poll(() => ended(ONE), PATIENCE).toBeDefined();
  await expect.poll(() => reserves(), PATIENCE).toEqual([expect.any(Number)]);
  await expect.poll(() => reserves()[0], PATIENCE).toBeGreaterThan(0);
  expect(ended(OTHER)).toBeUndefined();
});
