import {
  GatewayOpcodes,
  type GatewaySendPayload,
  PresenceUpdateStatus,
} from 'discord-api-types/v10';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_SENT, Outbox, WINDOW_MS } from '#src/bot/gateway/Outbox.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';

const voice = (guildId: string, channelId: string | null): GatewaySendPayload => ({
  op: GatewayOpcodes.VoiceStateUpdate,
  d: { guild_id: guildId, channel_id: channelId, self_mute: false, self_deaf: true },
});
const presence: GatewaySendPayload = {
  op: GatewayOpcodes.PresenceUpdate,
  d: { since: null, activities: [], status: PresenceUpdateStatus.Online, afk: false },
};

function outbox() {
  const clock = new VirtualClock();
  const sent: { readonly atMs: number; readonly payload: GatewaySendPayload }[] = [];
  const box = new Outbox(clock, (payload) => sent.push({ atMs: clock.now(), payload }));
  return { clock, sent, box };
}

test('what is sent goes out at once, in order', () => {
  const { box, sent } = outbox();
  for (const payload of [voice('a', 'x'), presence, voice('a', null)]) box.send(payload);
  expect(sent.map(({ payload }) => payload)).toEqual([voice('a', 'x'), presence, voice('a', null)]);
});

test('what is too much for a minute waits, and only the last word of a guild counts', async () => {
  const { box, sent, clock } = outbox();
  for (let guild = 0; guild < MOST_SENT; guild += 1) box.send(voice(String(guild), 'x'));
  box.send(voice('late', 'x'));
  box.send(voice('later', 'x'));
  box.send(voice('late', null));
  expect(sent).toHaveLength(MOST_SENT);
  await clock.advance(WINDOW_MS);
  expect(sent.slice(MOST_SENT).map(({ payload }) => payload)).toEqual([
    voice('late', null),
    voice('later', 'x'),
  ]);
  expect(clock.pending).toBe(0);
});

test('what waited for its turn is gone with the connection', async () => {
  const { box, sent, clock } = outbox();
  for (let guild = 0; guild <= MOST_SENT; guild += 1) box.send(voice(String(guild), 'x'));
  box.clear();
  expect(clock.pending).toBe(0);
  box.send(voice('new', 'x'));
  await clock.advance(2 * WINDOW_MS);
  expect(sent.map(({ payload }) => payload)).not.toContainEqual(voice(String(MOST_SENT), 'x'));
  expect(sent.at(-1)?.payload).toEqual(voice('new', 'x'));
});

test('never more in any minute than Discord takes, and each guild ends with its last word', async () => {
  const step = fc.record({
    afterMs: fc.nat(3_000),
    guilds: fc.array(fc.nat(400), { maxLength: 150 }),
    joins: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { box, sent, clock } = outbox();
      const last = new Map<string, string | null>();
      for (const { afterMs, guilds, joins } of steps) {
        await clock.advance(afterMs);
        for (const guild of guilds) {
          const channelId = joins ? 'x' : null;
          last.set(String(guild), channelId);
          box.send(voice(String(guild), channelId));
        }
      }
      await clock.advance(20 * WINDOW_MS);
      for (const [index, { atMs }] of sent.entries()) {
        const later = sent[index + MOST_SENT];
        if (later !== undefined) expect(later.atMs - atMs).toBeGreaterThanOrEqual(WINDOW_MS);
      }
      const told = new Map<string, string | null>();
      for (const { payload } of sent) {
        if (payload.op !== GatewayOpcodes.VoiceStateUpdate) continue;
        told.set(payload.d.guild_id, payload.d.channel_id);
      }
      expect(told).toEqual(last);
      expect(clock.pending).toBe(0);
    }),
    { numRuns: 30 },
  );
});
