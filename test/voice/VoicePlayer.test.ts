import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { Failure } from '#src/failure.ts';
import { Pacer } from '#src/voice/Pacer.ts';
import type { KeptPackets } from '#src/voice/PacketRing.ts';
import { type PacketSink, VoicePlayer } from '#src/voice/VoicePlayer.ts';
import { capturedLog } from '../support/lyria/capturedLog.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

/** No more than this may exist between mixer and network. */
const MOST_AHEAD = 1;
const SILENCE = 'f8fffe';

let player: VoicePlayer;
let clock: VirtualClock;
afterEach(() => {
  player.close();
  expect(clock.pending).toBe(0);
});

/** A connection that notes what it is given: packets in hex, and the end of speaking. */
class NotingSink implements PacketSink {
  readonly given: string[] = [];
  /** What becomes of a packet. */
  takes: () => boolean | undefined = () => true;

  playOpusPacket(packet: Buffer): boolean | undefined {
    const taken = this.takes();
    if (taken === true) this.given.push(packet.toString('hex'));
    return taken;
  }

  setSpeaking(enabled: boolean): false {
    this.given.push(enabled ? 'speaking' : 'quiet');
    return false;
  }
}

/** A player of a source that counts, and does something at some frames. */
async function playerOf(at: (frame: number) => void = () => {}) {
  const { log, lines } = capturedLog();
  const failures: Failure[] = [];
  const sinkErrors: unknown[] = [];
  const flow: boolean[] = [];
  const sink = new NotingSink();
  let frames = 0;
  clock = new VirtualClock();
  // Between two places of the grid, so that no frame falls onto the end of what is counted.
  await clock.advance(0.5);
  player = new VoicePlayer({
    source: (out) => {
      frames += 1;
      for (let i = 0; i < out.length; i++) out[i] = 8_000 * Math.sin((i * frames) / 20);
      at(frames);
    },
    sink,
    pacer: new Pacer(clock),
    clock,
    bitrate: 96_000,
    log,
    onFlowChanged: () => flow.push(player.isPlaying),
    onSinkFailed: (error) => sinkErrors.push(error),
    onFailed: (failure) => failures.push(failure),
  });
  return { lines, failures, sinkErrors, flow, sink, frames: () => frames };
}

/** Lets the first packet be encoded, then time pass. */
async function plays(ms: number): Promise<void> {
  player.play();
  for (let turn = 0; turn < 5; turn++) await nextTurn();
  await clock.advance(ms);
}

test('asks for nothing before it is to play, and for nothing while it pauses', async () => {
  const { frames, sink } = await playerOf();
  await clock.advance(1_000);
  expect(frames()).toBe(0);
  await plays(200);
  expect(sink.given).toHaveLength(10);
  player.pause(false);
  const paused = frames();
  expect(paused - 10).toBeLessThanOrEqual(MOST_AHEAD);
  await clock.advance(60_000);
  expect(frames()).toBe(paused);
  expect(clock.pending).toBe(0);
  await plays(200);
  expect(sink.given).toHaveLength(21);
  // What was on its way then is not heard now.
  expect(frames() - paused).toBeGreaterThan(10);
  expect(player.isPlaying).toBe(true);
});

test('the first packet leaves within one cycle', async () => {
  const { sink } = await playerOf();
  await plays(20);
  expect(sink.given.length).toBeGreaterThan(0);
});

test('ends on five packets of silence, one each 20 ms, and speaks no more', async () => {
  const { sink } = await playerOf();
  await plays(200);
  player.pause(true);
  player.pause(true);
  expect(sink.given).toHaveLength(10);
  await clock.advance(60);
  expect(sink.given.slice(10)).toEqual([SILENCE, SILENCE, SILENCE]);
  await clock.advance(60_000);
  expect(sink.given.slice(10)).toEqual([...Array(5).fill(SILENCE), 'quiet']);
  expect(clock.pending).toBe(0);
});

test('told to go on while it ends on silence, it goes on at once', async () => {
  const { sink } = await playerOf();
  await plays(200);
  player.pause(true);
  await clock.advance(40);
  player.play();
  await clock.advance(200);
  expect(sink.given).toHaveLength(22);
  expect(sink.given.filter((packet) => packet === SILENCE)).toHaveLength(2);
  expect(sink.given).not.toContain('quiet');
});

test('told to pause before its first packet is due, it pauses all the same, without silence', async () => {
  const { frames, sink } = await playerOf();
  player.play();
  player.pause(true);
  for (let turn = 0; turn < 5; turn++) await nextTurn();
  await clock.advance(1_000);
  expect(player.isPlaying).toBe(false);
  expect(frames()).toBeLessThanOrEqual(MOST_AHEAD);
  expect(sink.given).toEqual([]);
});

test('says that nothing plays when nothing has left for a second, and when it does again', async () => {
  const { sink, flow } = await playerOf();
  await plays(100);
  expect(flow).toEqual([true]);
  sink.takes = () => undefined;
  await clock.advance(900);
  expect(player.isPlaying).toBe(true);
  await clock.advance(200);
  expect(player.isPlaying).toBe(false);
  expect(flow).toEqual([true, false]);
  sink.takes = () => true;
  await clock.advance(20);
  expect(flow).toEqual([true, false, true]);
});

test('a connection that throws is told of, and the pacer goes on', async () => {
  const { sink, sinkErrors } = await playerOf();
  await plays(100);
  const error = new Error('encrypt');
  sink.takes = () => {
    throw error;
  };
  await clock.advance(20);
  expect(sinkErrors).toEqual([error]);
  sink.takes = () => true;
  const { length } = sink.given;
  await clock.advance(100);
  expect(sink.given).toHaveLength(length + 5);
});

test('an encoder that breaks is replaced, and the music goes on', async () => {
  const { sink, lines, failures } = await playerOf((frame) => {
    if (frame === 60) throw new Error('a test');
  });
  await plays(2_000);
  expect(sink.given.filter((packet) => packet !== 'quiet').length).toBeGreaterThan(98);
  expect(sink.given).not.toContain('quiet');
  expect(lines.join()).toContain('a test');
  expect(failures).toEqual([]);
});

test('an encoder that breaks at once is not tried for ever', async () => {
  const { failures } = await playerOf(() => {
    throw new Error('a test');
  });
  await plays(1_000);
  expect(failures).toMatchObject([{ code: 'voice.stream' }]);
});

test('follows the bitrate of its channel while it plays', async () => {
  const { sink } = await playerOf();
  const bytes = (): number => sink.given.splice(0).reduce((sum, hex) => sum + hex.length / 2, 0);
  await plays(2_000);
  const usual = bytes();
  player.setBitrate(32_000);
  await clock.advance(2_000);
  const low = bytes();
  player.setBitrate(256_000);
  await clock.advance(2_000);
  expect(low).toBeLessThan(0.6 * usual);
  expect(bytes()).toBeGreaterThan(1.5 * usual);
});

test('each packet is ready before its time: one frame is asked for after each, and no more', async () => {
  const { sink, frames } = await playerOf();
  player.play();
  expect(frames()).toBe(1);
  for (let packet = 1; packet <= 50; packet += 1) {
    await clock.advance(20);
    expect(sink.given).toHaveLength(packet);
    expect(frames()).toBe(packet + 1);
  }
});

test('closed it asks for nothing more', async () => {
  const { frames } = await playerOf();
  await plays(100);
  player.close();
  player.play();
  player.pause(true);
  const closed = frames();
  await clock.advance(1_000);
  expect(frames()).toBe(closed);
});

test('keeps what has left, byte for byte, and nothing that has not', async () => {
  const { sink } = await playerOf();
  await plays(400);
  sink.takes = () => undefined;
  await clock.advance(100);
  sink.takes = () => true;
  await clock.advance(100);
  const hex = ({ bytes, lengths }: KeptPackets): string[] => {
    let at = 0;
    return lengths.map((length) => {
      at += length;
      return Buffer.from(bytes.subarray(at - length, at)).toString('hex');
    });
  };
  expect(hex(player.last(1_000))).toEqual(sink.given);
  expect(hex(player.last(7))).toEqual(sink.given.slice(-7));
});
