import { randomUUID } from 'node:crypto';
import { EndBehaviorType } from '@discordjs/voice';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Listener, VoiceServer } from '#src/sandbox/voice/contract.ts';
import { loadOpus } from '#src/sandbox/voice/opusDecoder.ts';
import { until } from '#test/support/events.ts';
import { measureTone } from '#test/support/toneMeasure.ts';
import { agree, spokenTone, startDaveServer } from '#test/support/voice/daveServer.ts';
import { VoiceMember } from '#test/support/voice/VoiceMember.ts';

const GUILD = '100';
const CHANNEL = '200';
const [BOT, ADA, BEN] = ['300', '400', '401'] as const;
const SAID_S = 0.6;
const PACKETS = SAID_S * 50;

let server: VoiceServer;
let bot: VoiceMember;
let ada: Listener;
let ben: Listener;

beforeEach(async () => {
  server = await startDaveServer();
  ada = server.listen(GUILD, CHANNEL, ADA);
  ben = server.listen(GUILD, CHANNEL, BEN);
  bot = new VoiceMember({ server, guildId: GUILD, channelId: CHANNEL, userId: BOT });
  await bot.ready();
  await agree(bot.connection, ada, ben);
});

afterEach(async () => {
  bot.leave();
  await server.close();
});

/** What the bot, an unmodified client, gets of Ada from now on. */
function heardByBot(): Buffer[] {
  const packets: Buffer[] = [];
  const stream = bot.connection.receiver.subscribe(ADA, {
    end: { behavior: EndBehaviorType.Manual },
  });
  stream.on('error', () => {});
  stream.on('data', (packet: Buffer) => packets.push(packet));
  return packets;
}

it('speaks to everybody: an unmodified bot and people hear the same, end-to-end encrypted', async () => {
  const packets = heardByBot();
  await ada.mouth.say(spokenTone(SAID_S));
  await until(
    'the silence after it',
    () => (packets.length >= PACKETS + 5 ? true : undefined),
    () => new Promise((resolve) => setTimeout(resolve, 5)),
  );
  expect(packets).toHaveLength(PACKETS + 5);
  expect(packets.slice(PACKETS).every((packet) => packet.length === 3)).toBe(true);
  const decoder = (await loadOpus('auto'))();
  const frames = packets.slice(0, PACKETS).map((packet) => decoder.decode(packet).slice());
  decoder.close();
  const pcm = Int16Array.from(frames.flatMap((frame) => [...frame]));
  expect(measureTone(pcm.subarray(9_600), 'left', 440).hz).toBeCloseTo(440, 0);
  const [recording] = ben.recordings();
  expect(recording?.speakerId).toBe(ADA);
  expect(recording?.packets).toHaveLength(PACKETS + 5);
  expect(ben.endToEnd()?.missedPackets).toBe(0);
  expect(ada.recordings()).toEqual([]);
});

it('leaves no gap between two sayings, and none in its numbers after a pause', async () => {
  await Promise.all([ada.mouth.say(spokenTone(0.1)), ada.mouth.say(spokenTone(0.1))]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await ada.mouth.say(spokenTone(0.1));
  const packets = ben.recordings()[0]?.packets ?? [];
  const first = packets[0]?.sequence ?? 0;
  expect(packets.map(({ sequence }) => sequence - first)).toEqual(packets.map((_, i) => i));
  // Ten packets and five of silence, then the pause, which the timestamps know of.
  const steps = packets
    .slice(1)
    .map(({ timestamp }, i) => timestamp - (packets[i]?.timestamp ?? 0));
  expect(steps.slice(0, 14).every((step) => step === 960)).toBe(true);
  expect(steps[14]).toBeGreaterThan(960);
});

it('is heard by nobody while muted, by themselves or by a moderator, and after the ears closed', async () => {
  ada.mouth.muted = true;
  await ada.mouth.say(spokenTone(0.1));
  ada.mouth.muted = false;
  server.restrict(GUILD, ADA, { muted: true, deafened: false });
  await ada.mouth.say(spokenTone(0.1));
  server.restrict(GUILD, ADA, { muted: false, deafened: false });
  const said = ada.mouth.say(spokenTone(30));
  ada.close();
  await said;
  await ada.mouth.say(spokenTone(1));
  expect(ben.recordings().flatMap(({ packets }) => packets).length).toBeLessThan(15);
});

it('does not reach a bot that is deafened', async () => {
  const packets = heardByBot();
  server.restrict(GUILD, BOT, { muted: false, deafened: true });
  await ada.mouth.say(spokenTone(0.2));
  expect(packets).toEqual([]);
  expect(ben.recordings()).toHaveLength(1);
});

it('is known by name to who joins while it speaks', async () => {
  const said = ada.mouth.say(spokenTone(2));
  const late = new VoiceMember({
    server,
    guildId: GUILD,
    channelId: CHANNEL,
    userId: randomUUID().slice(0, 8).replaceAll(/\D/g, '9'),
  });
  await late.ready();
  await until(
    'the speaker to be known',
    () => late.connection.receiver.ssrcMap.get(ADA),
    () => new Promise((resolve) => setTimeout(resolve, 5)),
  );
  late.leave();
  ada.close();
  await said;
});
