import { expect, test } from 'vitest';
import { VoicePresence } from '#src/bot/desk/VoicePresence.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';

function follow() {
  const clock = new VirtualClock();
  const told: string[] = [];
  const presence = new VoicePresence({
    clock,
    mayBeRemoval: () => true,
    onMoved: (_guildId, channelId) => told.push(`in ${channelId}`),
    onRemoved: () => told.push('removed'),
  });
  return { clock, told, presence };
}

test('a move and a removal are told', async () => {
  const { clock, told, presence } = follow();
  presence.begin('guild');
  presence.update('guild', 'lounge');
  presence.update('guild', 'studio');
  presence.update('guild', null);
  await clock.advance(1_000);
  expect(told).toEqual(['in lounge', 'in studio', 'removed']);
  expect(clock.pending).toBe(0);
});

test('the goodbye to an earlier station is no removal', async () => {
  const { clock, told, presence } = follow();
  presence.begin('guild');
  presence.update('guild', null);
  await clock.advance(1_000);
  presence.update('guild', 'lounge');
  expect(told).toEqual(['in lounge']);
});

test('whoever is back at once was not removed', async () => {
  const { clock, told, presence } = follow();
  presence.begin('guild');
  presence.update('guild', 'lounge');
  presence.update('guild', null);
  presence.update('guild', 'studio');
  await clock.advance(1_000);
  expect(told).toEqual(['in lounge', 'in studio']);
});

test('where the channel was deleted and the station ended meanwhile, nothing follows', async () => {
  const { clock, told, presence } = follow();
  presence.begin('guild');
  presence.update('guild', 'lounge');
  presence.update('guild', null);
  presence.end('guild');
  await clock.advance(1_000);
  expect(told).toEqual(['in lounge']);
  presence.update('guild', 'lounge');
  expect(told).toEqual(['in lounge']);
  expect(clock.pending).toBe(0);
});

test('closing leaves no timer', () => {
  const { clock, presence } = follow();
  presence.begin('guild');
  presence.update('guild', 'lounge');
  presence.update('guild', null);
  presence.close();
  expect(clock.pending).toBe(0);
});
