import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { NetworkingStatusCode, VoiceConnectionStatus } from '@discordjs/voice';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '#src/clock.ts';
import { silentLog } from '#src/log.ts';
import { type Certificate, createCertificate } from '#src/sandbox/certificate.ts';
import type { Listener, VoiceServer } from '#src/sandbox/voice/contract.ts';
import { startVoiceServer } from '#src/sandbox/voice/VoiceServer.ts';
import { Pacer } from '#src/voice/Pacer.ts';
import type { ReceivedPacket } from '#src/voice/receive/guardReceive.ts';
import { createVoiceDecoder } from '#src/voice/receive/opusDecoder.ts';
import { SpeakerInput } from '#src/voice/receive/SpeakerInput.ts';
import { VoicePlayer } from '#src/voice/VoicePlayer.ts';
import { cpuMs } from '#test/support/cpuMs.ts';
import { until } from '#test/support/events.ts';
import { reportPackets } from '#test/support/recording.ts';
import { trust } from '#test/support/voice/trust.ts';
import { BOT, CHANNEL, GUILD, Scene } from '../support/Scene.ts';

const [ADA, BEN, CLEO] = ['410', '411', '412'] as const;
const HOSTILE = 10_000;
/** So many at a time: the kernel's buffer takes no more, and what it drops tests nothing. */
const BURST = 100;
const RATE = 48_000;

let certificate: Certificate;
let server: VoiceServer;
let scene: Scene;
let player: VoicePlayer;
let ada: Listener;
let ben: Listener;

beforeAll(async () => {
  certificate = await createCertificate();
  trust(certificate.caPem);
});

beforeEach(async () => {
  server = await startVoiceServer({ log: silentLog, certificate, dave: true });
  ada = server.listen(GUILD, CHANNEL, ADA);
  ben = server.listen(GUILD, CHANNEL, BEN);
  scene = new Scene(server, systemClock);
  await scene.hears('audible');
  await agree(ada, ben);
  ada.clear();
  player = new VoicePlayer({
    source: (out) => {
      for (let i = 0; i < out.length; i += 1) out[i] = 8_000 * Math.sin(i / 20);
    },
    sink: scene.link.connection,
    pacer: new Pacer(systemClock),
    clock: systemClock,
    bitrate: 96_000,
    log: silentLog,
    onFlowChanged: () => {},
    onSinkFailed: (error) => scene.link.failed(error),
    onFailed: () => {},
  });
  player.play();
});

afterEach(async () => {
  player.close();
  scene.link.close();
  await server.close();
});

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** Until the listeners and the bot have the same keys. */
async function agree(...ears: readonly Listener[]): Promise<void> {
  await until(
    'one privacy code',
    () => {
      const codes = new Set(ears.map((each) => each.endToEnd()?.privacyCode));
      codes.add(scene.link.connection.voicePrivacyCode);
      return codes.size === 1 && !codes.has('') ? true : undefined;
    },
    soon,
  );
}

function tone(seconds: number): Int16Array {
  return Int16Array.from({ length: seconds * RATE }, (_, i) =>
    Math.round(12_000 * Math.sin((2 * Math.PI * 440 * i) / RATE)),
  );
}

/** What is heard of somebody from now on. */
function hear(userId: string): { packets: ReceivedPacket[]; unreadable: number; stop: () => void } {
  const heard = {
    packets: [] as ReceivedPacket[],
    unreadable: 0,
    stop: scene.link.listen(userId, {
      packet: (packet) => void heard.packets.push(packet),
      unreadable: () => {
        heard.unreadable += 1;
      },
    }),
  };
  return heard;
}

function botUdp() {
  const { state } = scene.link.connection;
  if (state.status !== VoiceConnectionStatus.Ready) throw new Error('Not connected');
  const networking = state.networking.state;
  if (networking.code !== NetworkingStatusCode.Ready) throw new Error('No networking');
  return networking.udp;
}

function botPort(): number {
  const socket: unknown = Reflect.get(botUdp(), 'socket');
  if (typeof socket !== 'object' || socket === null) throw new Error('No socket');
  const address: unknown = Reflect.apply(Reflect.get(socket, 'address'), socket, []);
  return Number(Reflect.get(Object(address), 'port'));
}

/** That the music has left without one packet missing, and could be decrypted. */
function expectMusicWhole(): void {
  const recording = ada.recordings().find(({ speakerId }) => speakerId === BOT);
  expect(recording?.packets.length).toBeGreaterThan(20);
  expect(reportPackets(recording?.packets ?? [])).toMatchObject({
    missing: 0,
    repeated: 0,
    wrongTimestamps: 0,
  });
  expect(ada.endToEnd()?.missedPackets).toBe(0);
  expect(scene.told).toEqual(['audible']);
  expect(scene.desk.joins).toBe(1);
}

it('hears those it listens to, and is deafened whenever it listens to nobody', async () => {
  expect(scene.desk.selfDeaf).toBe(true);
  await ben.mouth.say(tone(0.1));
  const one = hear(BEN);
  const other = hear(CLEO);
  expect(scene.desk.selfDeaf).toBe(false);
  await ben.mouth.say(tone(0.5));
  await until('all of it', () => (one.packets.length >= 25 ? true : undefined), soon);
  expect(one.unreadable).toBe(0);
  other.stop();
  expect(scene.desk.selfDeaf).toBe(false);
  one.stop();
  one.stop();
  expect(scene.desk).toMatchObject({ selfDeaf: true, switches: 2 });
  const before = one.packets.length;
  await ben.mouth.say(tone(0.2));
  expect(one.packets).toHaveLength(before);
  expectMusicWhole();
});

it('says that it hears as soon as there is a gateway to say it on', () => {
  scene.link.gatewayIs(false);
  const heard = hear(BEN);
  expect(scene.desk.selfDeaf).toBe(true);
  scene.link.gatewayIs(true);
  expect(scene.desk.selfDeaf).toBe(false);
  scene.link.gatewayIs(false);
  heard.stop();
  scene.link.gatewayIs(true);
  expect(scene.desk).toMatchObject({ selfDeaf: true, joins: 1 });
});

it('ten thousand hostile datagrams leave the music whole, and who speaks is heard a second later', async () => {
  const heard = hear(BEN);
  const seen: Buffer[] = [];
  botUdp().on('message', (datagram: Buffer) => seen.push(Buffer.from(datagram)));
  await ben.mouth.say(tone(0.2));
  await until('something to repeat', () => (seen.length >= 10 ? true : undefined), soon);
  const real = seen.find(({ length }) => length > 40) ?? Buffer.alloc(60);
  const altered = (at: number): Buffer => {
    const copy = Buffer.from(real);
    copy[at] = (copy[at] ?? 0) ^ 0xff;
    return copy;
  };
  const kinds: readonly ((i: number) => Buffer)[] = [
    (i) => randomBytes(i % 13),
    (i) => randomBytes(1 + (i % 1_400)),
    (i) => Buffer.concat([real.subarray(0, 12), randomBytes(i % 200)]),
    (i) => altered(i % real.length),
    (i) => seen[i % seen.length] ?? real,
    () => real.subarray(0, real.length - 5),
    // A header extension that claims to be longer than the packet.
    (i) =>
      Buffer.concat([
        Buffer.from([0x90, 0x78]),
        real.subarray(2, 12),
        Buffer.from([0xbe, 0xde, 0xff, 0xff]),
        randomBytes(i % 60),
      ]),
    () => Buffer.concat([Buffer.from([0xb0, 0x78]), real.subarray(2)]),
    () => randomBytes(9_000),
  ];
  const attacker = createSocket('udp4');
  const port = botPort();
  const said = ben.mouth.say(tone(1));
  for (let i = 0; i < HOSTILE; i += 1) {
    const datagram = kinds[i % kinds.length]?.(i) ?? real;
    attacker.send(datagram, port, '127.0.0.1');
    if (i % BURST === 0) await soon();
  }
  await said;
  await soon();
  attacker.close();
  expect(heard.unreadable).toBeGreaterThan(100);
  expectMusicWhole();
  // And all is well afterwards: the failures of a second are forgotten in the next.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const quiet = heard.packets.length;
  await ben.mouth.say(tone(0.4));
  await until('Ben again', () => (heard.packets.length >= quiet + 20 ? true : undefined), soon);
  heard.stop();
  expectMusicWhole();
});

it('packets that nobody can decrypt do not make the library start its session over', async () => {
  const heard = hear(BEN);
  const { dave } = (() => {
    const { state } = scene.link.connection;
    if (state.status !== VoiceConnectionStatus.Ready) throw new Error('Not connected');
    return { dave: Reflect.get(state.networking.state, 'dave') };
  })();
  const session: unknown = Reflect.get(Object(dave), 'session');
  const epoch = ada.endToEnd()?.epoch;
  // Whatever Ben sends is from another epoch's key, as after a commit that got lost.
  Reflect.set(Object(session), 'decrypt', () => {
    throw new Error('No valid cryptor found');
  });
  await ben.mouth.say(tone(1.2));
  Reflect.deleteProperty(Object(session), 'decrypt');
  await until('all to fail', () => (heard.unreadable >= 50 ? true : undefined), soon);
  expect(heard.packets.every(({ opus }) => opus.length === 3)).toBe(true);
  expect(ada.endToEnd()?.epoch).toBe(epoch);
  await ben.mouth.say(tone(0.2));
  await until(
    'Ben again',
    () => (heard.packets.some(({ opus }) => opus.length > 3) ? true : undefined),
    soon,
  );
  expectMusicWhole();
});

it('what comes before the keys are there does not pass for Opus', async () => {
  const heard = hear(BEN);
  server.faults.ignoreDave(true);
  server.interrupt(GUILD, BOT, 4006);
  await scene.hears('audible', 'interrupted');
  await scene.is(VoiceConnectionStatus.Ready);
  await ben.mouth.say(tone(0.4));
  await until('all of it', () => (heard.unreadable >= 20 ? true : undefined), soon);
  expect(heard.packets).toEqual([]);
  heard.stop();
});

it('three open ears cost at most 3 % of a core', async () => {
  const people = [ben, server.listen(GUILD, CHANNEL, CLEO), ada];
  await agree(...people);
  let samples = 0;
  let spent = 0;
  const inputs = people.map(({ userId }) => {
    const input = new SpeakerInput(systemClock, createVoiceDecoder(), {
      began() {},
      sound: (pcm) => {
        samples += pcm.length;
      },
      ended() {},
    });
    const stop = scene.link.listen(userId, {
      packet: (packet) => input.add(packet),
      unreadable() {},
    });
    return { input, stop };
  });
  const { receiver } = scene.link.connection;
  const udp = botUdp();
  udp.off('message', receiver.onUdpMessage);
  udp.on('message', (datagram: Buffer) => {
    const before = cpuMs();
    receiver.onUdpMessage(datagram);
    spent += cpuMs() - before;
  });
  const SECONDS = 2;
  await Promise.all(people.map(({ mouth }) => mouth.say(tone(SECONDS))));
  await until('all of it', () => (samples > 2.9 * SECONDS * 16_000 ? true : undefined), soon);
  for (const { input, stop } of inputs) {
    stop();
    input.close();
  }
  expect(spent / (SECONDS * 1_000)).toBeLessThan(0.03);
});
