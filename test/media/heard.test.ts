import { getVoiceConnections } from '@discordjs/voice';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#src/clock.ts';
import { silentLog } from '#src/log.ts';
import { createMediaHost, type MediaHost } from '#src/media/MediaHost.ts';
import type { MediaEvent, StationState } from '#src/media/protocol.ts';
import { type Certificate, createCertificate } from '#src/sandbox/certificate.ts';
import type { Listener, Recording, VoiceServer } from '#src/sandbox/voice/contract.ts';
import { startVoiceServer } from '#src/sandbox/voice/VoiceServer.ts';
import { until } from '../support/events.ts';
import { FakeLyria } from '../support/FakeLyria.ts';
import { matchRecording } from '../support/matchRecording.ts';
import { longestSilenceMs, reportPackets } from '../support/recording.ts';
import { music } from '../support/signals/music.ts';
import { trust } from '../support/voice/trust.ts';
import { VoiceDesk } from '../support/voice/VoiceDesk.ts';

const GUILD = '120';
const CHANNEL = '220';
const BOT = '320';
const ADA = '420';
const TEST_TIMEOUT_MS = 30_000;
const CHUNK_SAMPLES = 2 * 2 * 48_000;
const FRAME_SAMPLES = 2 * 960;
const PIECE = music({ seconds: 16, bpm: 120 });
/** Fading in, 80 ms, and the limiter's 2 ms. */
const SETTLED_SAMPLES = 5 * FRAME_SAMPLES;
const FIRST_SOUND_MS = 150;
const BLOCK_MS = 500;
/** What the player ends on. */
const SILENCE_FRAMES = 5;

let certificate: Certificate;
let server: VoiceServer;
let ears: Listener;
let lyria: FakeLyria;
let media: MediaHost;
let desk: VoiceDesk;
let events: MediaEvent[];
let wake: (() => void)[];

/** The first value that `probe` finds in the events so far, or after one of those to come. */
async function told<T>(probe: () => T | undefined): Promise<T> {
  for (;;) {
    // Listening begins before looking, so that no event falls in between.
    const nextEvent = new Promise<void>((resolve) => wake.push(resolve));
    const found = probe();
    if (found !== undefined) return found;
    await nextEvent;
  }
}

async function reaches(state: StationState): Promise<void> {
  await told(() => {
    const last = events.findLast((event) => event.type === 'station');
    return last?.snapshot.state === state ? true : undefined;
  });
}

function ends(): Promise<MediaEvent> {
  return told(() => events.find(({ type }) => type === 'ended'));
}

/** Until the listener has got so many packets more. */
async function hears(packets: number): Promise<void> {
  await new Promise<void>((resolve) => {
    let left = packets;
    const stop = ears.onFrame(() => {
      left -= 1;
      if (left > 0) return;
      stop();
      resolve();
    });
  });
}

function loudnessOf(pcm: Int16Array): number {
  return Math.sqrt(pcm.reduce((sum, sample) => sum + sample ** 2, 0) / pcm.length);
}

function start(): void {
  media.send({
    type: 'start',
    guildId: GUILD,
    channelId: CHANNEL,
    bitrate: 96_000,
    prompts: [{ text: 'techno', weight: 1 }],
    config: {},
    volume: 1,
  });
}

function deliver(fromChunk: number, chunks: number): void {
  for (let i = fromChunk; i < fromChunk + chunks; i++) {
    lyria.last.deliver(PIECE.subarray(i * CHUNK_SAMPLES, (i + 1) * CHUNK_SAMPLES));
  }
}

function recording(): Recording {
  const [only, ...others] = ears.recordings();
  if (only === undefined || others.length > 0) throw new Error('Not exactly one speaker');
  return only;
}

/** Of a packet, in the mean. */
function bytesHeard(): number {
  const { packets } = recording();
  return packets.reduce((sum, { bytes }) => sum + bytes, 0) / packets.length;
}

/** Voice is up and a session is open: only the first chunk is missing. */
async function waitsForMusic(): Promise<void> {
  await until(
    'voice and session',
    () => (server.isConnected(GUILD, BOT) && lyria.openSessions > 0 ? true : undefined),
    () => new Promise((resolve) => setTimeout(resolve, 5)),
  );
}

beforeAll(async () => {
  certificate = await createCertificate();
  trust(certificate.caPem);
});

describe.each([
  ['without end-to-end encryption', false],
  ['with DAVE', true],
])('what a listener hears, %s', { timeout: TEST_TIMEOUT_MS }, (_what, dave) => {
  beforeEach(async () => {
    server = await startVoiceServer({ log: silentLog, certificate, dave });
    ears = server.listen(GUILD, CHANNEL, ADA);
    lyria = new FakeLyria();
    events = [];
    wake = [];
    media = createMediaHost({
      clock: systemClock,
      log: silentLog,
      random: () => 0.5,
      openLyriaSession: lyria.open,
      limits: { maxSessions: 4, spacingMs: 0 },
    });
    desk = new VoiceDesk({
      server,
      guildId: GUILD,
      userId: BOT,
      tellState: (payload) => media.send({ type: 'voiceStateUpdate', guildId: GUILD, payload }),
      tellServer: (payload) => media.send({ type: 'voiceServerUpdate', guildId: GUILD, payload }),
    });
    media.subscribe((event) => {
      events.push(structuredClone(event));
      if (event.type === 'gatewaySend') desk.take(event.payload);
      for (const resolve of wake.splice(0)) resolve();
    });
  });

  afterEach(async () => {
    await media.close();
    await server.close();
    expect(getVoiceConnections().size).toBe(0);
    expect(lyria.openSessions).toBe(0);
  });

  it('is what Lyria made, from the first frame on, without a gap', async () => {
    start();
    await waitsForMusic();
    deliver(0, 3);
    await hears(120);
    const heard = recording();
    expect(reportPackets(heard.packets)).toMatchObject({
      missing: 0,
      repeated: 0,
      wrongTimestamps: 0,
      silences: 0,
    });
    const pcm = await heard.decode();
    const match = matchRecording(
      pcm.subarray(SETTLED_SAMPLES),
      PIECE.subarray(0, 3 * CHUNK_SAMPLES),
    );
    expect(match.sameOrder).toBe(true);
    expect(match.minCorrelation).toBeGreaterThan(0.9);
    expect(longestSilenceMs(pcm.subarray(FRAME_SAMPLES))).toBeLessThan(20);
    expect(ears.endToEnd()?.missedPackets ?? 0).toBe(0);
  });

  it('comes soon after the first chunk', async () => {
    const delaysMs: number[] = [];
    for (let i = 0; i < 5; i++) {
      events = [];
      start();
      await waitsForMusic();
      await until(
        'encryption',
        () => (!dave || ears.endToEnd()?.privacyCode ? true : undefined),
        () => new Promise((resolve) => setTimeout(resolve, 5)),
      );
      const first = hears(1);
      const deliveredAtMs = performance.now();
      deliver(0, 1);
      await first;
      delaysMs.push(performance.now() - deliveredAtMs);
      media.send({ type: 'stop', guildId: GUILD });
      await ends();
    }
    const [, , median] = delaysMs.toSorted((a, b) => a - b);
    expect(median).toBeLessThan(FIRST_SOUND_MS);
  });

  it('has no gap when the process was held up', async () => {
    start();
    await waitsForMusic();
    deliver(0, 3);
    await hears(50);
    const untilMs = performance.now() + BLOCK_MS;
    while (performance.now() < untilMs);
    await hears(60);
    expect(reportPackets(recording().packets)).toMatchObject({ missing: 0, wrongTimestamps: 0 });
    const match = matchRecording(
      (await recording().decode()).subarray(SETTLED_SAMPLES),
      PIECE.subarray(0, 3 * CHUNK_SAMPLES),
    );
    expect(match.minCorrelation).toBeGreaterThan(0.9);
  });

  it('ends while it is paused and goes on where it was, and fades at the end', async () => {
    start();
    await waitsForMusic();
    deliver(0, 4);
    await hears(50);
    media.send({ type: 'pause', guildId: GUILD });
    await reaches('paused');
    expect(lyria.last.told.at(-1)).toBe('pause');
    // The fade, and the silence that the player ends on.
    await until(
      'silence',
      () => (recording().packets.filter(({ silence }) => silence).length === 5 ? true : undefined),
      () => hears(1),
    );
    const paused = recording().packets.length;
    media.send({ type: 'resume', guildId: GUILD });
    await hears(50);
    expect(reportPackets(recording().packets)).toMatchObject({ missing: 0, repeated: 0 });
    const onAgain = (await recording().decode()).subarray((paused + 15) * FRAME_SAMPLES);
    const match = matchRecording(onAgain, PIECE.subarray(0, 4 * CHUNK_SAMPLES));
    expect(match.minCorrelation).toBeGreaterThan(0.9);

    media.send({ type: 'stop', guildId: GUILD });
    media.send({ type: 'resume', guildId: GUILD });
    expect(await ends()).toEqual({ type: 'ended', guildId: GUILD, reason: 'stopped' });
    const heard = await recording().decode();
    const ending = heard.subarray(-2 * FRAME_SAMPLES);
    expect(ending.every((sample) => Math.abs(sample) < 200)).toBe(true);
    // Before the silence that the player ends on, the music has faded for 600 ms.
    const music = heard.subarray(0, -SILENCE_FRAMES * FRAME_SAMPLES);
    const faded = loudnessOf(music.subarray(-5 * FRAME_SAMPLES));
    expect(faded).toBeLessThan(
      0.2 * loudnessOf(music.subarray(-60 * FRAME_SAMPLES, -35 * FRAME_SAMPLES)),
    );
    expect(server.isConnected(GUILD, BOT)).toBe(false);
  });

  it('goes on after the connection was resumed, and after it moved to another voice server', async () => {
    start();
    await waitsForMusic();
    deliver(0, 4);
    await hears(50);
    server.interrupt(GUILD, BOT);
    await reaches('reconnecting');
    await reaches('playing');
    await hears(25);
    expect(reportPackets(recording().packets)).toMatchObject({ missing: 0, wrongTimestamps: 0 });
    desk.takeServerAway();
    await reaches('reconnecting');
    ears.clear();
    desk.admit(CHANNEL);
    await reaches('playing');
    await hears(25);
    expect(lyria.attempts).toBe(1);
    expect(desk.joins).toBe(1);
  });

  it('takes the room that its channel has to offer, also when that changes', async () => {
    start();
    await waitsForMusic();
    deliver(0, 3);
    await hears(50);
    const usual = bytesHeard();
    media.send({ type: 'channelChanged', guildId: GUILD, channelId: CHANNEL, bitrate: 32_000 });
    // What was encoded before is heard first.
    await hears(5);
    ears.clear();
    await hears(25);
    expect(bytesHeard()).toBeLessThan(0.6 * usual);
  });

  it('fades out within two seconds when everything is closed', async () => {
    start();
    await waitsForMusic();
    deliver(0, 2);
    await hears(25);
    const closedAtMs = performance.now();
    await media.close();
    expect(performance.now() - closedAtMs).toBeLessThan(2_000);
    expect(await ends()).toMatchObject({ reason: 'shutdown' });
    expect(desk.leaves).toBe(1);
  });
});
