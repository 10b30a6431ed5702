import { expect, test } from 'vitest';
import { silentLog } from '#src/log.ts';
import { startSandbox } from '#src/sandbox/Sandbox.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';
import { RawTab } from './support/RawTab.ts';

const AWAY_MS = 10_000;

test('whose tab is closed leaves voice after ten seconds, and not before', async () => {
  const clock = new VirtualClock();
  const sandbox = await startSandbox({
    log: silentLog,
    clock,
    ports: { page: 0 },
    startLyria: async () => ({ url: 'ws://127.0.0.1:1', close: async () => {} }),
  });
  try {
    const { pageUrl, channelIds } = sandbox.announcement;
    const ada = await RawTab.open(pageUrl);
    const ben = await RawTab.open(pageUrl);
    await ada.ask('join', { channelId: channelIds['Lounge'] ?? '' });
    const person = sandbox.people.get('Ada');
    await ben.event('members', ({ members }) =>
      members.some(({ name, online }) => name === 'Ada' && online),
    );
    // An answer comes after all that was told before it.
    await ben.ask('openWorkings', { open: false });
    const from = ben.frames.length;
    await ada.close();
    // The server tells who is here once it knows that the line has ended.
    await ben.event('members', () => true, from);
    await clock.advance(AWAY_MS - 1);
    expect(person.voiceState).not.toBeNull();
    await clock.advance(1);
    expect(person.voiceState).toBeNull();
    await ben.close();
  } finally {
    await sandbox.close();
  }
});
