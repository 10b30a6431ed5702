import { AudioPlayerStatus, entersState } from '@discordjs/voice';
import davey from '@snazzah/davey';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#src/log.ts';
import { type Certificate, createCertificate } from '#src/sandbox/certificate.ts';
import type { VoiceServer } from '#src/sandbox/voice/contract.ts';
import { loadOpus } from '#src/sandbox/voice/opusDecoder.ts';
import { ENCRYPTION_MODES, type EncryptionMode } from '#src/sandbox/voice/transport.ts';
import { startVoiceServer } from '#src/sandbox/voice/VoiceServer.ts';
import { until } from '#test/support/events.ts';
import { matchRecording } from '#test/support/matchRecording.ts';
import { music } from '#test/support/signals/music.ts';
import { startPlaying } from '#test/support/voice/playPcm.ts';
import { RawMedia } from '#test/support/voice/RawMedia.ts';
import { RawVoiceClient } from '#test/support/voice/RawVoiceClient.ts';
import { trust } from '#test/support/voice/trust.ts';
import { VoiceMember } from '#test/support/voice/VoiceMember.ts';

const GUILD = '100';
const CHANNEL = '200';
const BOT = '300';
const ADA = '400';
const SNIFFER = '401';
const AUDIO = 0;
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
const PATIENCE_MS = 10_000;

let certificate: Certificate;
let server: VoiceServer;

beforeAll(async () => {
  certificate = await createCertificate();
  trust(certificate.caPem);
});
beforeEach(async () => {
  server = await startVoiceServer({ log: silentLog, certificate, dave: true });
});
afterEach(() => server.close());

/** A client with every key of the transport, which never offers itself to the group. */
async function sniff(mode: EncryptionMode): Promise<{ client: RawVoiceClient; media: RawMedia }> {
  const session = {
    guildId: GUILD,
    channelId: CHANNEL,
    userId: SNIFFER,
    sessionId: 's',
    token: 't',
  };
  server.expect(session);
  const client = await RawVoiceClient.connect(server.endpoint);
  client.send(0, {
    server_id: GUILD,
    user_id: SNIFFER,
    session_id: session.sessionId,
    token: session.token,
    max_dave_protocol_version: 1,
  });
  return { client, media: await RawMedia.open(client, mode) };
}

describe('who has the keys of the transport, but not of the group', () => {
  it.each(ENCRYPTION_MODES)('gets every packet and understands none (%s)', async (mode) => {
    const ada = server.listen(GUILD, CHANNEL, ADA);
    const bot = new VoiceMember({ server, guildId: GUILD, channelId: CHANNEL, userId: BOT });
    await bot.ready();
    await until(
      'the bot and Ada to be a group',
      () => (bot.connection.voicePrivacyCode ? true : undefined),
      () => new Promise((resolve) => setTimeout(resolve, 5)),
    );
    const { client, media } = await sniff(mode);
    const pcm = music({ seconds: 2 });
    await entersState(startPlaying(bot.connection, pcm), AudioPlayerStatus.Idle, PATIENCE_MS);
    await media.flush();
    const sniffed = media.received.flatMap((packet) => media.open(packet) ?? []);
    const sound = sniffed.filter((payload) => !payload.equals(SILENCE));
    expect(sound.length).toBeGreaterThanOrEqual(100);
    const [heard] = ada.recordings();
    expect(matchRecording(heard?.pcm ?? new Int16Array(), pcm).minCorrelation).toBeGreaterThan(
      0.95,
    );

    // Not by davey with a session of its own, not by a decoder that takes it as it is.
    const stranger = new davey.DAVESession(1, SNIFFER, CHANNEL);
    for (const payload of sound) {
      expect(() => stranger.decrypt(BOT, AUDIO, payload)).toThrow();
    }
    const decoder = (await loadOpus('auto'))();
    const noise = sound.flatMap((payload) => [...decoder.decode(payload)]);
    decoder.close();
    expect(bestCorrelation(Int16Array.from(noise), pcm)).toBeLessThan(0.3);
    client.terminate();
    media.close();
    bot.leave();
  });
});

/** How alike a second of two sounds is at best, 0 to 1, whatever the delay up to 40 ms. */
function bestCorrelation(one: Int16Array, other: Int16Array): number {
  const length = 48_000 * 2;
  let best = 0;
  for (let shift = 0; shift < 40 * 48 * 2; shift += 2) {
    let [product, oneEnergy, otherEnergy] = [0, 0, 0];
    for (let at = 0; at < length; at += 2) {
      const [a, b] = [one[at + shift] ?? 0, other[at] ?? 0];
      product += a * b;
      oneEnergy += a * a;
      otherEnergy += b * b;
    }
    best = Math.max(best, Math.abs(product) / Math.sqrt(oneEnergy * otherEnergy || 1));
  }
  return best;
}
