import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Announcer } from '#src/bot/desk/Announcer.ts';
import { type MessagePort, MessageRefused } from '#src/bot/messages.ts';
import { MessageGone } from '#src/control/ports.ts';
import { silentLog } from '#src/log.ts';
import type { Store } from '#src/store/openStore.ts';
import { storeIn, temporaryDirectory } from '#test/store/directories.ts';
import { STATION } from '#test/store/station.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';

type Mood = 'well' | 'away' | 'lost answer';

/** Discord's messages: what stands there, by nonce, whatever became of the answers. */
class Channel implements Pick<MessagePort, 'post' | 'edit'> {
  mood: Mood = 'well';
  refuses = false;
  attempts = 0;
  readonly posts = new Map<string, string>();
  readonly edits = new Map<string, string>();

  async post(_channelId: string, container: unknown, nonce = '') {
    this.#meet();
    if (this.refuses) throw new MessageRefused('50001');
    this.posts.set(nonce, JSON.stringify(container));
    this.#answer();
    return { messageId: nonce };
  }

  async edit(_channelId: string, messageId: string, container: unknown): Promise<void> {
    this.#meet();
    if (messageId === 'gone') throw new MessageGone('Unknown Message');
    this.edits.set(messageId, JSON.stringify(container));
    this.#answer();
  }

  said(text: string): number {
    const all = [...this.posts.values(), ...this.edits.values()];
    return all.filter((each) => each.includes(`"${text}"`)).length;
  }

  #meet(): void {
    this.attempts += 1;
    if (this.mood === 'away') throw new Error('503');
  }

  #answer(): void {
    if (this.mood === 'lost answer') throw new Error('timed out');
  }
}

async function rig(kept?: Store) {
  const store = kept ?? storeIn(await temporaryDirectory());
  const clock = new VirtualClock();
  const channel = new Channel();
  const announcer = (): Announcer =>
    new Announcer({ messages: channel, notices: store.notices, clock, log: silentLog });
  return { store, clock, channel, announcer };
}

test('what cannot be told now is told later, with waits that grow, or at once when asked', async () => {
  const { clock, channel, announcer, store } = await rig();
  const one = announcer();
  channel.mood = 'away';
  one.post('text', 'over');
  await clock.advance(600_000);
  expect(channel.attempts).toBeLessThan(20);
  channel.mood = 'well';
  one.retry();
  await clock.advance(0);
  expect(channel.said('over')).toBe(1);
  expect(store.notices.list()).toEqual([]);
  expect(clock.pending).toBe(0);
});

test('where the panel is gone it is said below, and where nothing may be said not at all', async () => {
  const { clock, channel, announcer, store } = await rig();
  const one = announcer();
  one.replacePanel({ ...STATION, panelMessageId: 'gone' }, 'below');
  await clock.advance(0);
  expect(channel.said('below')).toBe(1);
  channel.refuses = true;
  one.replacePanel({ ...STATION, panelMessageId: 'gone' }, 'nowhere');
  await clock.advance(600_000);
  expect(channel.said('nowhere')).toBe(0);
  expect(store.notices.list()).toEqual([]);
  expect(clock.pending).toBe(0);
});

test('whatever goes wrong, and however often the program is killed, each word is told once', async () => {
  const step = fc.oneof(
    fc
      .constantFrom<Mood>('well', 'away', 'lost answer')
      .map((mood) => ({ type: 'mood', mood }) as const),
    fc.constantFrom('post', 'gone', 'panel', 'kill', 'retry').map((type) => ({ type }) as const),
    fc.nat(90_000).map((ms) => ({ type: 'pass', ms }) as const),
  );
  const { store, clock, channel, announcer } = await rig();
  let words = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const from = words;
      let one = announcer();
      one.resume();
      for (const each of steps) {
        if (each.type === 'mood') channel.mood = each.mood;
        else if (each.type === 'pass') await clock.advance(each.ms);
        else if (each.type === 'retry') one.retry();
        else if (each.type === 'kill') {
          one.close();
          one = announcer();
          one.resume();
        } else {
          words += 1;
          const text = `word ${words}`;
          if (each.type === 'post') one.post('text', text);
          else {
            const panelMessageId = each.type === 'gone' ? 'gone' : `panel ${words}`;
            one.replacePanel({ ...STATION, panelMessageId }, text);
          }
        }
      }
      channel.mood = 'well';
      // What is on its way has failed by then, and waits for another attempt.
      await clock.advance(0);
      await clock.advance(120_000);
      for (let word = from + 1; word <= words; word += 1) {
        expect(channel.said(`word ${word}`)).toBe(1);
      }
      expect(store.notices.list()).toEqual([]);
      expect(clock.pending).toBe(0);
      one.close();
    }),
    { numRuns: 60 },
  );
});
