import { getVoiceConnections } from '@discordjs/voice';
import { afterEach, expect, test } from 'vitest';
import { silentLog } from '#src/log.ts';
import { createMediaHost, type MediaHost } from '#src/media/MediaHost.ts';
import type { MediaCommand, MediaEvent } from '#src/media/protocol.ts';
import { Headroom } from '#src/voice/Headroom.ts';
import { FakeLyria } from '../support/FakeLyria.ts';
import { capturedLog } from '../support/lyria/capturedLog.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const GUILD = '100000000000000001';
const start: MediaCommand = {
  type: 'start',
  guildId: GUILD,
  channelId: '100000000000000002',
  bitrate: 96_000,
  prompts: [{ text: 'techno', weight: 1 }],
  config: {},
  volume: 1,
};

function host(
  log = silentLog,
  headroom = new Headroom(() => 0),
  more: Partial<Parameters<typeof createMediaHost>[0]> = {},
) {
  const clock = new VirtualClock();
  const lyria = new FakeLyria();
  const media: MediaHost = createMediaHost({
    clock,
    log,
    random: () => 0.5,
    openLyriaSession: lyria.open,
    headroom,
    limits: { maxSessions: 4, spacingMs: 0 },
    ...more,
  });
  const events: MediaEvent[] = [];
  media.subscribe((event) => events.push(structuredClone(event)));
  return { clock, lyria, media, events };
}

afterEach(() => {
  expect(getVoiceConnections().size).toBe(0);
});

test('events are plain values and never come inside send', async () => {
  const { clock, media, events } = host();
  media.send(start);
  expect(events).toEqual([]);
  await clock.advance(0);
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'gatewaySend', payload: expect.objectContaining({ op: 4 }) }),
  );
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'station',
      snapshot: expect.objectContaining({ state: 'starting', voiceAway: true }),
    }),
  );
  await media.close();
  await clock.advance(0);
  expect(clock.pending).toBe(0);
});

test('a voice connection that never comes is tried a few times with growing pauses, then given up', async () => {
  const { clock, lyria, media, events } = host();
  media.send(start);
  await clock.advance(300_000);
  const joins = events.filter(
    (event) =>
      event.type === 'gatewaySend' && JSON.stringify(event.payload).includes('100000000000000002'),
  );
  expect(joins.length).toBeGreaterThan(2);
  expect(joins.length).toBeLessThanOrEqual(7);
  expect(events.at(-1)).toMatchObject({
    type: 'ended',
    reason: 'failed',
    failure: { code: 'voice.unavailable' },
  });
  expect(lyria.openSessions).toBe(0);
  expect(clock.pending).toBe(0);
});

test('where another station could not be played on time none is let in, but one that has played is', async () => {
  let nowMs = -60_000;
  const full = new Headroom(() => nowMs);
  for (; nowMs <= 0; nowMs += 20) full.note(nowMs, 40);
  const { clock, lyria, media, events } = host(silentLog, full);
  media.send(start);
  await clock.advance(0);
  expect(events).toMatchObject([
    { type: 'ended', guildId: GUILD, reason: 'failed', failure: { code: 'media.full' } },
  ]);
  expect(media.headroom()).toMatchObject([{ complexity: 5, busy: 1, isFull: true }]);
  media.send({ ...start, patient: true });
  await clock.advance(1_000);
  expect(lyria.openSessions).toBe(1);
  await media.close();
  await clock.advance(0);
});

test('a refused key ends the station with the words for members, and leaves nothing', async () => {
  const { clock, lyria, media, events } = host();
  lyria.refusal = 'lyria.bad-key';
  media.send(start);
  await clock.advance(1_000);
  expect(events.at(-1)).toMatchObject({ type: 'ended', failure: { code: 'lyria.bad-key' } });
  expect(clock.pending).toBe(0);
});

test('the log tells of which server a session ended, or could not be opened', async () => {
  const { log, lines } = capturedLog();
  const { clock, lyria, media } = host(log);
  media.send(start);
  await clock.advance(1_000);
  lyria.refusal = 'lyria.unreachable';
  lyria.last.deliver(new Int16Array(2 * 96_000));
  lyria.last.fail('lyria.unreachable');
  await clock.advance(5_000);
  const told = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'warn');
  await media.close();
  await clock.advance(0);
  const of = { code: 'lyria.unreachable', guildId: GUILD };
  expect(told).toContainEqual(expect.objectContaining({ message: 'A Lyria session ended', ...of }));
  expect(told).toContainEqual(
    expect.objectContaining({ message: 'A Lyria session could not be opened', ...of }),
  );
});

test('stopping before anything sounds ends at once; commands to no station do nothing', async () => {
  const { clock, lyria, media, events } = host();
  media.send({ type: 'pause', guildId: GUILD });
  media.send(start);
  await clock.advance(0);
  media.send({ type: 'stop', guildId: GUILD });
  await clock.advance(0);
  expect(events.at(-1)).toEqual({ type: 'ended', guildId: GUILD, reason: 'stopped' });
  expect(lyria.openSessions).toBe(0);
  expect(clock.pending).toBe(0);
});

test('kicked: the station ends with that reason', async () => {
  const { clock, media, events } = host();
  media.send(start);
  await clock.advance(0);
  media.send({ type: 'channelLost', guildId: GUILD, reason: 'kicked' });
  await clock.advance(0);
  expect(events.at(-1)).toEqual({ type: 'ended', guildId: GUILD, reason: 'kicked' });
  expect(clock.pending).toBe(0);
});

test('music that cannot be is refused in words, and nothing is opened for it', async () => {
  const { clock, lyria, media, events } = host();
  media.send({ ...start, prompts: [] });
  await clock.advance(0);
  expect(events).toEqual([
    expect.objectContaining({
      type: 'ended',
      reason: 'failed',
      failure: expect.objectContaining({ code: 'lyria.invalid' }),
    }),
  ]);
  expect(lyria.attempts).toBe(0);

  media.send(start);
  media.send({ type: 'setMix', guildId: GUILD, prompts: [{ text: 'techno', weight: 0 }] });
  media.send({ type: 'setConfig', guildId: GUILD, config: { bpm: 1_000 } });
  await clock.advance(100);
  expect(events.filter(({ type }) => type === 'ended')).toHaveLength(1);
  expect(lyria.last.told).toEqual(['prompts', 'config', 'play']);
  await media.close();
  await clock.advance(0);
  expect(clock.pending).toBe(0);
});

test('after closing began, whoever asks for music is told', async () => {
  const { clock, media, events } = host();
  await media.close();
  media.send(start);
  await clock.advance(0);
  expect(events).toEqual([{ type: 'ended', guildId: GUILD, reason: 'shutdown' }]);
});

test('what the next session holds is told while there are two', async () => {
  const { clock, lyria, media } = host();
  media.send({ ...start, patient: true });
  await clock.advance(1_000);
  const first = lyria.last;
  first.deliver(new Int16Array(2 * 96_000));
  await clock.advance(8_000);
  expect(lyria.last).not.toBe(first);
  lyria.last.deliver(new Int16Array(3 * 96_000));
  await clock.advance(0);
  expect(media.vitals()).toMatchObject([{ sessions: 2, nextReserveMs: 3_000 }]);
  await media.close();
  await clock.advance(0);
});

test('sessions are as old as the operator lets them become', async () => {
  const stationLimits = { retireAtMs: 3_000, bridgeLimitMs: 120_000 };
  const { clock, lyria, media } = host(silentLog, undefined, { stationLimits });
  media.send({ ...start, patient: true });
  await clock.advance(1_000);
  const first = lyria.last;
  first.deliver(new Int16Array(2 * 96_000));
  await clock.advance(3_000);
  expect(lyria.last).not.toBe(first);
  await media.close();
  await clock.advance(0);
});

test('a station is told of exactly as it is, and not once more after its end', async () => {
  const { clock, lyria, media, events } = host();
  media.send({ ...start, volume: 0.5 });
  await clock.advance(1_000);
  lyria.last.deliver(new Int16Array(2 * 96_000));
  await clock.advance(0);
  const snapshot = {
    guildId: GUILD,
    channelId: '100000000000000002',
    state: 'starting',
    prompts: start.prompts,
    config: {},
    volume: 0.5,
    reserveMs: 2_000,
    voiceAway: true,
  };
  expect(media.vitals()).toEqual([
    expect.objectContaining({
      snapshot,
      sessions: 1,
      nextReserveMs: null,
      handovers: 0,
      bridges: 0,
      bridgedTotalMs: 0,
      bridgedMs: 0,
      voice: expect.objectContaining({ isAudible: false, isPlaying: false, packets: 0 }),
    }),
  ]);
  media.send({ type: 'setVolume', guildId: GUILD, volume: 0.25 });
  await clock.advance(0);
  expect(events.at(-1)).toEqual({ type: 'station', snapshot: { ...snapshot, volume: 0.25 } });
  media.send({ type: 'stop', guildId: GUILD });
  await clock.advance(60_000);
  expect(events.filter(({ type }) => type === 'ended')).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({ type: 'ended', reason: 'stopped' });
  expect(media.vitals()).toEqual([]);
});
