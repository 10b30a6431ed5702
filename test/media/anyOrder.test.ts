import { getVoiceConnections } from '@discordjs/voice';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { silentLog } from '#src/log.ts';
import { createMediaHost } from '#src/media/MediaHost.ts';
import type { MediaCommand, MediaEvent } from '#src/media/protocol.ts';
import { FakeLyria } from '../support/FakeLyria.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const GUILDS = ['101', '102'] as const;
const CHANNEL = '201';
const PROMPTS = [{ text: 'techno', weight: 1 }];
const CHUNK = new Int16Array(2 * 2 * 48_000).fill(1_000);
const TEST_TIMEOUT_MS = 60_000;

/** Every command there is, with values that are and that are not possible. */
const command = fc
  .record({
    guildId: fc.constantFrom(...GUILDS),
    bpm: fc.constantFrom(90, 120, 1_000),
    weight: fc.constantFrom(1, -0.5, 0),
    volume: fc.constantFrom(0, 1, 2),
    patient: fc.boolean(),
    channelId: fc.constantFrom(CHANNEL, null),
    index: fc.nat(),
  })
  .map(({ guildId, bpm, weight, volume, patient, channelId, index }) => {
    const start = { channelId: CHANNEL, bitrate: 96_000, prompts: PROMPTS, config: {}, volume };
    const state = { user_id: '301', session_id: 's', channel_id: channelId };
    const choices: readonly [MediaCommand, ...MediaCommand[]] = [
      { type: 'start', guildId, patient, ...start },
      { type: 'setMix', guildId, prompts: [{ text: 'jazz', weight }] },
      { type: 'setConfig', guildId, config: { bpm } },
      { type: 'setVolume', guildId, volume },
      { type: 'pause', guildId },
      { type: 'resume', guildId },
      { type: 'resetContext', guildId },
      { type: 'stop', guildId },
      { type: 'channelChanged', guildId, channelId: CHANNEL, bitrate: 64_000 },
      { type: 'channelLost', guildId, reason: 'kicked' },
      { type: 'gateway', guildId, connected: false },
      { type: 'gateway', guildId, connected: true },
      { type: 'voiceStateUpdate', guildId, payload: state },
      // Without an endpoint, so that nothing is connected to.
      {
        type: 'voiceServerUpdate',
        guildId,
        payload: { guild_id: guildId, token: 't', endpoint: null },
      },
    ];
    // One in three start a station: the others are of interest only while one plays.
    return choices[index % (choices.length + 6)] ?? choices[0];
  });

const fate = fc.constantFrom('music', 'drop', 'outage', 'recovery', 'nothing');
const waitMs = fc.constantFrom(0, 20, 700, 6_000, 31_000, 600_000);

test('in whatever order commands and failures come, each start ends once and leaves nothing', {
  timeout: TEST_TIMEOUT_MS,
}, async () => {
  const clock = new VirtualClock();
  const lyria = new FakeLyria();
  const media = createMediaHost({
    clock,
    log: silentLog,
    random: () => 0.5,
    openLyriaSession: lyria.open,
    limits: { maxSessions: 3, spacingMs: 1_000 },
  });
  const playing = new Set<string>();
  const wrong: string[] = [];
  media.subscribe((event: MediaEvent) => {
    if (event.type !== 'ended') return;
    if (!playing.delete(event.guildId)) wrong.push(`${event.guildId} ended twice`);
  });
  const send = (one: MediaCommand): void => {
    if (one.type === 'start') playing.add(one.guildId);
    media.send(one);
  };
  const happen = (what: string): void => {
    const session = lyria.sessions.findLast(({ isOpen }) => isOpen);
    if (what === 'music') session?.deliver(CHUNK);
    if (what === 'drop') session?.fail('lyria.dropped');
    if (what === 'outage') lyria.refusal = 'lyria.outage';
    if (what === 'recovery') lyria.refusal = undefined;
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(command, fate, waitMs), { maxLength: 25 }),
      async (steps) => {
        for (const [one, what, ms] of steps) {
          send(one);
          happen(what);
          await clock.advance(ms);
          expect(lyria.openSessions).toBeLessThanOrEqual(3);
        }
        for (const guildId of GUILDS) send({ type: 'stop', guildId });
        lyria.refusal = undefined;
        await clock.advance(2_000);
        expect(wrong).toEqual([]);
        expect([...playing]).toEqual([]);
        expect(media.vitals()).toEqual([]);
        expect(lyria.openSessions).toBe(0);
        expect(getVoiceConnections().size).toBe(0);
        expect(clock.pending).toBe(0);
      },
    ),
    { numRuns: 300 },
  );
  await media.close();
});
