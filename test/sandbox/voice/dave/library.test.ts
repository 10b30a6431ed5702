import { type AudioPlayer, AudioPlayerStatus, entersState } from '@discordjs/voice';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#src/log.ts';
import { type Certificate, createCertificate } from '#src/sandbox/certificate.ts';
import type { Listener, Recording, VoiceServer } from '#src/sandbox/voice/contract.ts';
import { startVoiceServer } from '#src/sandbox/voice/VoiceServer.ts';
import { until } from '#test/support/events.ts';
import { matchRecording } from '#test/support/matchRecording.ts';
import { reportPackets } from '#test/support/recording.ts';
import { music } from '#test/support/signals/music.ts';
import { startPlaying } from '#test/support/voice/playPcm.ts';
import { trust } from '#test/support/voice/trust.ts';
import { VoiceMember } from '#test/support/voice/VoiceMember.ts';

const GUILD = '100';
const CHANNEL = '200';
const BOT = '300';
const OTHER_BOT = '301';
const [ADA, BOB, CLEO] = ['400', '401', '402'] as const;
const PATIENCE_MS = 5_000;
/** Tests play in real time, on machines that have more to do. */
const TEST_TIMEOUT_MS = 30_000;
const PACKET_MS = 20;
/** 100 ms of stereo. */
const SETTLED_SAMPLES = 9_600;

let certificate: Certificate;
let server: VoiceServer;
const members: VoiceMember[] = [];

beforeAll(async () => {
  certificate = await createCertificate();
  trust(certificate.caPem);
});

beforeEach(async () => {
  server = await startVoiceServer({ log: silentLog, certificate, dave: true });
});

afterEach(async () => {
  for (const member of members.splice(0)) member.leave();
  await server.close();
});

function join(userId: string, dave = true): VoiceMember {
  const member = new VoiceMember({ server, guildId: GUILD, channelId: CHANNEL, userId, dave });
  members.push(member);
  return member;
}

function listen(userId: string): Listener {
  return server.listen(GUILD, CHANNEL, userId);
}

/** Until the listeners and the clients share a group of this many. */
async function agree(ears: readonly Listener[], clients: readonly VoiceMember[]): Promise<void> {
  await until(
    'one privacy code',
    () => {
      const codes = new Set([
        ...ears.map((listener) => listener.endToEnd()?.privacyCode),
        ...clients.map((client) => client.connection.voicePrivacyCode),
      ]);
      const [code] = codes;
      return codes.size === 1 && code ? true : undefined;
    },
    () => new Promise((resolve) => setTimeout(resolve, 5)),
    PATIENCE_MS,
  );
}

function only(listener: Listener): Recording {
  const [recording, ...others] = listener.recordings();
  if (recording === undefined || others.length > 0) throw new Error('Not exactly one speaker');
  return recording;
}

/** Until a listener has heard for so long, from now. */
async function hear(listener: Listener, ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    let frames = 0;
    const stop = listener.onFrame(() => {
      frames++;
      if (frames * PACKET_MS < ms) return;
      stop();
      resolve();
    });
  });
}

async function played(player: AudioPlayer): Promise<void> {
  await entersState(player, AudioPlayerStatus.Idle, 2 * PATIENCE_MS);
}

describe('an unmodified client, with DAVE', { timeout: TEST_TIMEOUT_MS }, () => {
  it('is heard by all listeners, encrypted for them', async () => {
    const ears = [listen(ADA), listen(BOB)];
    const bot = join(BOT);
    await bot.ready();
    await agree(ears, [bot]);
    const pcm = music({ seconds: 2 });
    await played(startPlaying(bot.connection, pcm));
    for (const listener of ears) {
      const recording = only(listener);
      expect(reportPackets(recording.packets)).toMatchObject({
        missing: 0,
        repeated: 0,
        wrongTimestamps: 0,
      });
      expect(matchRecording(recording.pcm, pcm).minCorrelation).toBeGreaterThan(0.95);
      expect(listener.endToEnd()).toMatchObject({ missedPackets: 0 });
    }
  });

  it('plays on while listeners come and go, and nobody else misses anything', async () => {
    const ada = listen(ADA);
    const bot = join(BOT);
    await bot.ready();
    await agree([ada], [bot]);
    const pcm = music({ seconds: 4 });
    const player = startPlaying(bot.connection, pcm);
    await hear(ada, 500);
    const bob = listen(BOB);
    await agree([ada, bob], [bot]);
    await hear(bob, 200);
    const cleo = listen(CLEO);
    await agree([ada, bob, cleo], [bot]);
    bob.close();
    await agree([ada, cleo], [bot]);
    await hear(cleo, 200);
    const again = listen(BOB);
    await agree([ada, cleo, again], [bot]);
    await played(player);

    expect(ada.endToEnd()?.missedPackets).toBe(0);
    expect(matchRecording(only(ada).pcm, pcm).minCorrelation).toBeGreaterThan(0.95);
    for (const late of [bob, cleo, again]) {
      const { packets, pcm: heard } = only(late);
      expect(late.endToEnd()?.missedPackets).toBeLessThan(15);
      expect(reportPackets(packets).missing).toBe(0);
      // The first frames after coming in decode badly: Opus builds on what was before.
      const match = matchRecording(heard.subarray(SETTLED_SAMPLES), pcm, { windowMs: 100 });
      expect(match.windows.length).toBeGreaterThan(0);
      expect(match.minCorrelation).toBeGreaterThan(0.9);
    }
  });

  it('alone sends what it plays as it is, and encrypts when somebody comes', async () => {
    const bot = join(BOT);
    await bot.ready();
    const pcm = music({ seconds: 2 });
    const player = startPlaying(bot.connection, pcm);
    await entersState(player, AudioPlayerStatus.Playing, PATIENCE_MS);
    const ada = listen(ADA);
    await agree([ada], [bot]);
    await played(player);
    expect(ada.endToEnd()?.missedPackets).toBeLessThan(15);
    expect(
      matchRecording(only(ada).pcm.subarray(2 * SETTLED_SAMPLES), pcm).minCorrelation,
    ).toBeGreaterThan(0.9);
  });

  it('starts anew when the last listener has gone and another comes', async () => {
    const ada = listen(ADA);
    const bot = join(BOT);
    await bot.ready();
    await agree([ada], [bot]);
    ada.close();
    const bob = listen(BOB);
    await agree([bob], [bot]);
    bob.close();
    await until(
      'the client to be without a group',
      () => (bot.connection.voicePrivacyCode ? undefined : true),
      () => new Promise((resolve) => setTimeout(resolve, 5)),
    );
    const cleo = listen(CLEO);
    await agree([cleo], [bot]);
    await played(startPlaying(bot.connection, music({ seconds: 0.5 })));
    expect(only(cleo).packets.length).toBeGreaterThanOrEqual(25);
    expect(cleo.endToEnd()?.missedPackets).toBe(0);
  });

  it('hears another client', async () => {
    const bot = join(BOT);
    const other = join(OTHER_BOT);
    const ada = listen(ADA);
    await Promise.all([bot.ready(), other.ready()]);
    await agree([ada], [bot, other]);
    const stream = other.connection.receiver.subscribe(BOT);
    let heard = 0;
    stream.on('data', () => heard++);
    await played(startPlaying(bot.connection, music({ seconds: 1 })));
    expect(heard).toBeGreaterThan(45);
    expect(ada.endToEnd()?.missedPackets).toBe(0);
  });

  it('follows the group after it was cut off and has resumed', async () => {
    const ada = listen(ADA);
    const bot = join(BOT);
    await bot.ready();
    await agree([ada], [bot]);
    server.interrupt(GUILD, BOT);
    const bob = listen(BOB);
    await bot.ready();
    await agree([ada, bob], [bot]);
    expect(bot.joins).toBe(1);
    await played(startPlaying(bot.connection, music({ seconds: 0.5 })));
    expect(only(bob).packets.length).toBeGreaterThanOrEqual(25);
  });

  it('that leaves and comes back is let in again', async () => {
    const ears = [listen(ADA), listen(BOB)];
    const bot = join(BOT);
    await bot.ready();
    await agree(ears, [bot]);
    bot.leave();
    const again = join(BOT);
    await again.ready();
    await agree(ears, [again]);
    await played(startPlaying(again.connection, music({ seconds: 0.5 })));
    for (const listener of ears) expect(only(listener).packets.length).toBeGreaterThanOrEqual(25);
  });

  it('without DAVE is refused', async () => {
    const bot = join(BOT, false);
    await until(
      'a second try',
      () => (bot.joins > 1 ? true : undefined),
      () => new Promise((resolve) => bot.connection.once('stateChange', resolve)),
    );
  });
});
