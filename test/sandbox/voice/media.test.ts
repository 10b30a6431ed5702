import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#src/log.ts';
import { type Certificate, createCertificate } from '#src/sandbox/certificate.ts';
import type { ExpectedSession, VoiceServer } from '#src/sandbox/voice/contract.ts';
import { buildRtpHeader } from '#src/sandbox/voice/rtp.ts';
import {
  createTransport,
  createTransportKey,
  ENCRYPTION_MODES,
  type EncryptionMode,
} from '#src/sandbox/voice/transport.ts';
import { startVoiceServer } from '#src/sandbox/voice/VoiceServer.ts';
import { reportPackets } from '#test/support/recording.ts';
import { RawMedia } from '#test/support/voice/RawMedia.ts';
import { RawVoiceClient } from '#test/support/voice/RawVoiceClient.ts';
import { trust } from '#test/support/voice/trust.ts';

const OPUS = Buffer.from([0xfc, 1, 2, 3]);
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);

function stay(userId: string): ExpectedSession {
  return {
    guildId: '1',
    channelId: '2',
    userId,
    sessionId: `session-${userId}`,
    token: `t${userId}`,
  };
}

let certificate: Certificate;
let server: VoiceServer;
const open: { client: RawVoiceClient; media: RawMedia }[] = [];

beforeAll(async () => {
  certificate = await createCertificate();
  trust(certificate.caPem);
});

beforeEach(async () => {
  server = await startVoiceServer({ log: silentLog, certificate, recordingMs: 200 });
});

afterEach(async () => {
  for (const { client, media } of open.splice(0)) {
    client.terminate();
    media.close();
  }
  await server.close();
});

async function enter(
  userId: string,
  mode: EncryptionMode = ENCRYPTION_MODES[0],
): Promise<RawMedia> {
  server.expect(stay(userId));
  const client = await RawVoiceClient.connect(server.endpoint);
  client.identify(stay(userId));
  const media = await RawMedia.open(client, mode);
  open.push({ client, media });
  return media;
}

describe('media', () => {
  it('is only timed where nobody is to hear it, whatever it was sealed with', async () => {
    await server.close();
    server = await startVoiceServer({ log: silentLog, certificate, timing: true });
    const ears = server.listen('1', '2', '20');
    const ada = await enter('10');
    const stranger = createTransport(ENCRYPTION_MODES[0], createTransportKey());
    ada.send(stranger.seal(buildRtpHeader(7, 960, ada.ssrc), OPUS));
    await ada.flush();
    const [heard] = ears.recordings();
    expect(heard?.packets).toMatchObject([{ sequence: 7, ssrc: ada.ssrc }]);
  });

  it('is re-encrypted from one mode to the other', async () => {
    const [aes, xChaCha] = ENCRYPTION_MODES;
    const ada = await enter('10', aes);
    const bob = await enter('11', xChaCha);
    ada.send(ada.seal(OPUS));
    await ada.flush();
    await bob.flush();
    bob.send(bob.seal(SILENCE));
    await bob.flush();
    await ada.flush();
    expect(bob.received.map((packet) => bob.open(packet))).toEqual([OPUS]);
    expect(ada.received.map((packet) => ada.open(packet))).toEqual([SILENCE]);
    expect(bob.received[0]?.readUInt32BE(8)).toBe(ada.ssrc);
    expect(server.statistics()).toMatchObject({ packets: 2, forwarded: 2, discoveries: 2 });
  });

  it('is recorded, as far back as recordings reach, without what was lost', async () => {
    const ears = server.listen('1', '2', '77');
    const ada = await enter('10');
    for (let i = 0; i < 15; i++) {
      const packet = ada.seal(i === 14 ? SILENCE : OPUS);
      if (i !== 12) ada.send(packet);
    }
    await ada.flush();
    const [recording] = ears.recordings();
    expect(recording?.packets.map((packet) => packet.sequence)).toEqual([
      4, 5, 6, 7, 8, 9, 10, 11, 13, 14,
    ]);
    expect(reportPackets(recording?.packets ?? [])).toMatchObject({
      packets: 10,
      missing: 1,
      repeated: 0,
      wrongTimestamps: 0,
      silences: 1,
    });
    expect(recording?.packets[0]).toMatchObject({ timestamp: 3_840, bytes: 4, ssrc: ada.ssrc });
    ears.clear();
    expect(ears.recordings()).toEqual([]);
  });

  it('reaches neither a closed listener nor the speaker', async () => {
    const self = server.listen('1', '2', '10');
    const closed = server.listen('1', '2', '77');
    const elsewhere = server.listen('1', '3', '78');
    const ada = await enter('10');
    closed.close();
    ada.send(ada.seal(OPUS));
    await ada.flush();
    for (const ears of [self, closed, elsewhere]) expect(ears.recordings()).toEqual([]);
    expect(server.statistics().packets).toBe(1);
  });

  it('of a muted speaker reaches nobody, from the next packet on', async () => {
    const ears = server.listen('1', '2', '77');
    const ada = await enter('10');
    const bob = await enter('11');
    const say = async (): Promise<number> => {
      ada.send(ada.seal(OPUS));
      await ada.flush();
      await bob.flush();
      return bob.received.filter((packet) => packet.length > 8).length;
    };
    expect(await say()).toBe(1);
    server.restrict('1', '10', { muted: true, deafened: false });
    expect(await say()).toBe(1);
    server.restrict('1', '10', { muted: false, deafened: false });
    expect(await say()).toBe(2);
    expect(ears.recordings()[0]?.packets).toHaveLength(2);
    expect(server.statistics()).toMatchObject({ packets: 3, muted: 1, forwarded: 2 });
  });

  it('reaches no client that is deafened, from the start of its stay', async () => {
    const ears = server.listen('1', '2', '77');
    server.restrict('1', '11', { muted: false, deafened: true });
    const ada = await enter('10');
    const bob = await enter('11');
    ada.send(ada.seal(OPUS));
    bob.send(bob.seal(OPUS));
    await ada.flush();
    await bob.flush();
    expect(ears.recordings()).toHaveLength(2);
    expect(server.statistics()).toMatchObject({ packets: 2, forwarded: 1 });
  });

  it('goes by another port after the server has moved, and not by the former one', async () => {
    const before = await enter('10');
    const { endpoint } = server;
    await server.faults.relocate();
    expect(server.endpoint).not.toBe(endpoint);
    const after = await enter('11');
    expect(after.serverPort).not.toBe(before.serverPort);
    after.send(after.seal(OPUS));
    await after.flush();
    expect(server.statistics()).toMatchObject({ packets: 1, discoveries: 2 });
    const successor = createSocket('udp4').bind(before.serverPort, '127.0.0.1');
    await once(successor, 'listening');
    successor.close();
  });

  it('that cannot be right is counted and survived', async () => {
    const ears = server.listen('1', '2', '77');
    const ada = await enter('10');
    const bob = await enter('11');
    const packet = ada.seal(OPUS);
    ada.send(packet);
    ada.send(packet);
    const forged = createTransport(ENCRYPTION_MODES[0], createTransportKey());
    ada.send(forged.seal(buildRtpHeader(9, 9, ada.ssrc), OPUS));
    ada.send(forged.seal(buildRtpHeader(9, 9, 4_000_000_000), OPUS));
    bob.send(ada.seal(OPUS));
    ada.send(Buffer.from('noise'));
    ada.send(Buffer.alloc(0));
    ada.send(ada.seal(Buffer.alloc(0)));
    await ada.flush();
    await bob.flush();
    expect(server.statistics()).toEqual({
      packets: 1,
      muted: 0,
      forwarded: 1,
      keepAlives: 2,
      discoveries: 2,
      undecryptable: 1,
      repeatedNonces: 1,
      fromStrangers: 2,
      malformed: 3,
    });
    expect(ears.recordings()[0]?.packets).toHaveLength(1);
  });
});
