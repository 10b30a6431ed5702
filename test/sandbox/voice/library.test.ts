import {
  AudioPlayerStatus,
  EndBehaviorType,
  entersState,
  VoiceConnectionDisconnectReason,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '#src/log.ts';
import { type Certificate, createCertificate } from '#src/sandbox/certificate.ts';
import type { Listener, Recording, VoiceServer } from '#src/sandbox/voice/contract.ts';
import { startVoiceServer, type VoiceServerOptions } from '#src/sandbox/voice/VoiceServer.ts';
import { matchRecording } from '#test/support/matchRecording.ts';
import { reportPackets } from '#test/support/recording.ts';
import { music } from '#test/support/signals/music.ts';
import { sine } from '#test/support/signals/tones.ts';
import { encodeOpus, playPcm, startPlaying } from '#test/support/voice/playPcm.ts';
import { trust } from '#test/support/voice/trust.ts';
import { VoiceMember, type VoiceMemberOptions } from '#test/support/voice/VoiceMember.ts';
import { libraryHasXChaCha } from '#test/support/voice/xChaChaLibrary.ts';

const GUILD = '100';
const CHANNEL = '200';
const OTHER_CHANNEL = '201';
const BOT = '300';
const OTHER_BOT = '301';
const ADA = '400';
const PATIENCE_MS = 5_000;
/** Tests play in real time, on machines that have more to do. */
const TEST_TIMEOUT_MS = 30_000;
const FLAWLESS = { undecryptable: 0, repeatedNonces: 0, fromStrangers: 0, malformed: 0 };

const xChaCha = await libraryHasXChaCha();
const modes = xChaCha
  ? (['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'] as const)
  : (['aead_aes256_gcm_rtpsize'] as const);

let certificate: Certificate;
let server: VoiceServer;
const members: VoiceMember[] = [];

beforeAll(async () => {
  certificate = await createCertificate();
  trust(certificate.caPem);
});

async function start(options: Partial<VoiceServerOptions> = {}): Promise<void> {
  server = await startVoiceServer({ log: silentLog, certificate, ...options });
}

function join(userId: string, options: Partial<VoiceMemberOptions> = {}): VoiceMember {
  const member = new VoiceMember({
    server,
    guildId: GUILD,
    channelId: CHANNEL,
    userId,
    ...options,
  });
  members.push(member);
  return member;
}

afterEach(async () => {
  for (const member of members.splice(0)) member.leave();
  await server.close();
});

function onlyRecording(listener: Listener): Recording {
  const [recording, ...others] = listener.recordings();
  if (recording === undefined || others.length > 0) throw new Error('Not exactly one speaker');
  return recording;
}

describe.each(modes)('an unmodified client, with %s', { timeout: TEST_TIMEOUT_MS }, (mode) => {
  it('joins, plays, and is heard as it played', async () => {
    await start({ modes: [mode] });
    const ears = server.listen(GUILD, CHANNEL, ADA);
    const bot = join(BOT);
    await bot.ready();
    const played = music({ seconds: 3 });
    await playPcm(bot.connection, played);

    const recording = onlyRecording(ears);
    expect(recording.speakerId).toBe(BOT);
    expect(reportPackets(recording.packets)).toMatchObject({
      missing: 0,
      repeated: 0,
      wrongTimestamps: 0,
    });
    const match = matchRecording(await recording.decode(), played);
    expect(match.sameOrder).toBe(true);
    expect(match.minCorrelation).toBeGreaterThan(0.95);
    expect(recording.pcm).toEqual(await recording.decode());
    expect(server.statistics()).toMatchObject(FLAWLESS);
  });

  it('hears another client, not itself', async () => {
    await start({ modes: [mode] });
    const bot = join(BOT);
    const other = join(OTHER_BOT);
    await Promise.all([bot.ready(), other.ready()]);
    const heard: Buffer[] = [];
    const stream = other.connection.receiver.subscribe(BOT, {
      end: { behavior: EndBehaviorType.Manual },
    });
    stream.on('data', (packet: Buffer) => heard.push(packet));
    const played = encodeOpus(sine({ hz: 440, seconds: 1 }));
    await playPcm(bot.connection, sine({ hz: 440, seconds: 1 }));

    // The announcement of who speaks and the first packets race each other.
    const late = played.findIndex((packet) => heard[0]?.equals(packet));
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(5);
    expect(heard.slice(0, played.length - late)).toEqual(played.slice(late));
    expect(server.statistics().forwarded).toBe(server.statistics().packets);
  });
});

describe('an unmodified client', { timeout: TEST_TIMEOUT_MS }, () => {
  it.each(['native', 'script'] as const)('is decoded live by %s Opus', async (opus) => {
    await start({ opus });
    const ears = server.listen(GUILD, CHANNEL, ADA);
    const frames: Int16Array[] = [];
    const stop = ears.onFrame((speakerId, frame) => {
      if (speakerId === BOT) frames.push(frame.slice());
    });
    const bot = join(BOT);
    await bot.ready();
    const played = music({ seconds: 2 });
    await playPcm(bot.connection, played);
    stop();

    const live = Int16Array.from(frames.flatMap((frame) => [...frame]));
    const match = matchRecording(live, played);
    expect(match.minCorrelation).toBeGreaterThan(0.95);
    expect(live).toEqual(onlyRecording(ears).pcm);
  });

  it.each([
    ['its WebSocket is cut', undefined],
    ['the server says that it crashed', 4015],
  ])('resumes after %s and loses no packet', async (_what, closeCode) => {
    await start();
    const ears = server.listen(GUILD, CHANNEL, ADA);
    const bot = join(BOT);
    await bot.ready();
    const player = startPlaying(bot.connection, music({ seconds: 3 }));
    await entersState(player, AudioPlayerStatus.Playing, PATIENCE_MS);

    expect(server.interrupt(GUILD, BOT, closeCode)).toBe(true);
    await entersState(bot.connection, VoiceConnectionStatus.Connecting, PATIENCE_MS);
    // Somebody comes while the client is away: it learns of that when it is back.
    const late = join(OTHER_BOT);
    await late.ready();
    await bot.ready();
    await entersState(player, AudioPlayerStatus.Idle, PATIENCE_MS);

    expect(bot.joins).toBe(1);
    const { packets } = onlyRecording(ears);
    expect(reportPackets(packets)).toMatchObject({ repeated: 0, wrongTimestamps: 0, missing: 0 });
    expect(new Set(packets.map((packet) => packet.ssrc)).size).toBe(1);
    const { networking } = readyState(bot);
    expect(networking.state).toMatchObject({
      connectionData: { connectedClients: new Set([ADA, OTHER_BOT]) },
    });
  });

  it('is disconnected with 4014 when it is dropped, and not admitted again', async () => {
    await start();
    const bot = join(BOT);
    await bot.ready();
    server.drop(GUILD, BOT);
    await entersState(bot.connection, VoiceConnectionStatus.Disconnected, PATIENCE_MS);
    expect(bot.connection.state).toMatchObject({
      reason: VoiceConnectionDisconnectReason.WebSocketClose,
      closeCode: 4014,
    });
    expect(bot.joins).toBe(1);
    bot.tell(bot.session);
    await entersState(bot.connection, VoiceConnectionStatus.Signalling, PATIENCE_MS);
  });

  it('is disconnected with 4014 when it is moved, and hears the new channel', async () => {
    await start();
    const bot = join(BOT);
    await bot.ready();
    const ears = server.listen(GUILD, OTHER_CHANNEL, ADA);
    const moved = { ...bot.session, channelId: OTHER_CHANNEL, token: 'another' };
    server.expect(moved);
    await entersState(bot.connection, VoiceConnectionStatus.Disconnected, PATIENCE_MS);
    bot.tell(moved);
    await bot.ready();
    await playPcm(bot.connection, sine({ hz: 440, seconds: 0.2 }));
    expect(onlyRecording(ears).packets.length).toBeGreaterThanOrEqual(10);
  });

  it.each([
    ['token', { token: 'wrong' }],
    ['session', { sessionId: 'wrong' }],
    ['guild', { guildId: '999' }],
  ])('is refused with a wrong %s and asks to join again', async (_what, told) => {
    await start();
    const bot = join(BOT, { told });
    await entersState(bot.connection, VoiceConnectionStatus.Connecting, PATIENCE_MS);
    await entersState(bot.connection, VoiceConnectionStatus.Signalling, PATIENCE_MS);
    expect(bot.joins).toBe(2);
  });
});

function readyState(member: VoiceMember) {
  const { state } = member.connection;
  if (state.status !== VoiceConnectionStatus.Ready) throw new Error(`Is ${state.status}`);
  return state;
}
