import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Caller, Wish } from '#src/control/actions.ts';
import { outcomeText } from '#src/control/texts.ts';
import { PACES, SLOWED, type Use, whySlow, withUse } from '#src/crowd/votes/cooldowns.ts';
import { POLL_DURATION_MS } from '#src/crowd/votes/poll.ts';
import { ENGLISH } from '#src/texts/texts.ts';
import { StationOnPaper } from '../support/bot/StationOnPaper.ts';

const EVERYBODY = ['ada', 'ben', 'cleo', 'dan', 'eve', 'finn'];
const ASK: Wish = { kind: 'stop', askIn: 'text' };

/** Somebody proposes something new and takes it back, so that only the cooldown can be in the way. */
async function proposes(
  paper: StationOnPaper,
  by: string,
  text: string,
  caller: Partial<Caller> = {},
  surprise?: true,
) {
  const wish = { kind: 'propose', text, ...(surprise && { surprise }) } as const;
  const outcome = await paper.act(by, wish, caller);
  if (outcome.kind === 'done' && outcome.done?.kind === 'added') {
    await paper.act(by, { kind: 'drop', candidateId: outcome.done.candidate.id });
  }
  return outcome;
}

test('the page says what is so', () => {
  const page = readFileSync(new URL('../../docs/who-may-do-what.md', import.meta.url), 'utf8');
  const rows = page.split('\n## How often')[1]?.match(/^\| .*(?:minute).*$/gmu) ?? [];
  const numbers = ['', 'a minute', 'two minutes', '', '', 'five minutes'];
  expect(
    rows.map((row) =>
      row
        .split('|')
        .slice(2, 4)
        .map((cell) => cell.trim()),
    ),
  ).toEqual(
    SLOWED.map((deed) => {
      const { windowMs, member, server } = PACES[deed];
      const within = numbers[windowMs / 60_000];
      return [`${member} in ${within}`, `${server} in ${within}`];
    }),
  );
});

describe('proposals', () => {
  test('of one member wait after some, and say for how long; others go on', async () => {
    const paper = await StationOnPaper.playing(EVERYBODY);
    for (let count = 0; count < PACES.propose.member; count += 1) {
      await paper.clock.advance(1_000);
      expect(await proposes(paper, 'ben', `idea ${count}`)).toMatchObject({ kind: 'done' });
    }
    await paper.clock.advance(500);
    const refused = await proposes(paper, 'ben', 'one more');
    expect(refused).toEqual({ kind: 'refused', reason: 'slow-member', waitMs: 56_500 });
    expect(outcomeText(ENGLISH, refused, 'lounge')).toBe(
      'Give the others a turn. Votes count at any time; this is possible again in 57 s.',
    );
    expect(await proposes(paper, 'cleo', 'rain')).toMatchObject({ kind: 'done' });
    await paper.clock.advance(56_499);
    expect(await proposes(paper, 'ben', 'one more')).toMatchObject({ waitMs: 1 });
    await paper.clock.advance(1);
    expect(await proposes(paper, 'ben', 'one more')).toMatchObject({ kind: 'done' });
    await paper.ends();
  });

  test('of the house count by themselves', async () => {
    const paper = await StationOnPaper.playing(EVERYBODY);
    for (let count = 0; count < PACES.surprise.member; count += 1) {
      await proposes(paper, 'ben', `surprise ${count}`, {}, true);
    }
    const reason = 'slow-member';
    expect(await proposes(paper, 'ben', 'rain', {}, true)).toMatchObject({ reason });
    expect(await proposes(paper, 'ben', 'rain')).toMatchObject({ kind: 'done' });
    await paper.ends();
  });

  test('of all together have a bound, too, which DJs are not held to', async () => {
    const paper = await StationOnPaper.playing(EVERYBODY);
    for (let count = 0; count < PACES.propose.server; count += 1) {
      // Ada's place is taken by what plays.
      const by = EVERYBODY[1 + (count % 5)] ?? '';
      expect(await proposes(paper, by, `idea ${count}`)).toMatchObject({ kind: 'done' });
    }
    const refused = await proposes(paper, 'finn', 'rain');
    expect(refused).toMatchObject({ kind: 'refused', reason: 'slow-server' });
    expect(outcomeText(ENGLISH, refused, 'lounge')).toMatch(/going on here.* in 60 s\.$/);
    expect(await proposes(paper, 'finn', 'rain', { isDj: true })).toMatchObject({ kind: 'done' });
    await paper.ends();
  });
});

test('votes never wait, those that are cast by proposing what is there included', async () => {
  const paper = await StationOnPaper.playing(EVERYBODY, { prompts: ['techno', 'pads'] });
  for (let count = 0; count < PACES.propose.member; count += 1) {
    await proposes(paper, 'ben', `idea ${count}`);
  }
  for (let count = 0; count < 100; count += 1) {
    const vote = { kind: 'vote', candidateId: 1, choice: 'up' } as const;
    expect(await paper.act('ben', vote)).toMatchObject({ kind: 'done' });
  }
  const seconded = await paper.act('ben', { kind: 'propose', text: 'pads' });
  expect(seconded).toMatchObject({ done: { kind: 'seconded' } });
  await paper.ends();
});

describe('polls', () => {
  test('of one member, and of all, wait; answers never do', async () => {
    const paper = await StationOnPaper.playing(EVERYBODY);
    const deny = async () => {
      for (const by of EVERYBODY) {
        const poll = paper.openPoll ?? '';
        if (poll !== '') await paper.act(by, { kind: 'answer', poll, choice: 'no' });
      }
    };
    for (let count = 0; count < PACES.poll.member; count += 1) {
      expect(await paper.act('ada', ASK)).toMatchObject({ kind: 'asked' });
      await deny();
    }
    expect(await paper.act('ada', ASK)).toMatchObject({ reason: 'slow-member', waitMs: 120_000 });
    expect(await paper.act('ben', ASK)).toMatchObject({ kind: 'asked' });
    await deny();
    expect(await paper.act('cleo', ASK)).toMatchObject({ reason: 'slow-server' });
    // Soft controls apply at once, and are told; only the question has to wait.
    const changes = { bpm: 90, density: 0.2 };
    expect(await paper.act('cleo', { kind: 'tune', changes, askIn: 'text' })).toMatchObject({
      reason: 'slow-server',
      done: { kind: 'tuned', names: ['density'] },
    });
    await paper.clock.advance(PACES.poll.windowMs);
    expect(await paper.act('cleo', ASK)).toMatchObject({ kind: 'asked' });
    await paper.clock.advance(POLL_DURATION_MS);
    await paper.ends();
  });

  test('are no sooner possible because the program has been started again', async () => {
    const paper = await StationOnPaper.playing(EVERYBODY);
    for (let count = 0; count < PACES.poll.member; count += 1) {
      await paper.act('ada', ASK);
      await paper.clock.advance(POLL_DURATION_MS);
    }
    const kept = paper.store.last;
    await paper.tell({ type: 'suspended' });
    if (kept === null) throw new Error('nothing is kept');
    const back = new StationOnPaper(kept, {}, { clock: paper.clock });
    await back.tell({ type: 'restored', bitrate: 64_000 });
    await back.audience(EVERYBODY);
    expect(await back.act('ada', ASK)).toMatchObject({ reason: 'slow-member', waitMs: 60_000 });
    await back.ends();
  });
});

test('nobody waits longer than the window, however the clock on the wall is set', () => {
  const use = fc.record({
    deed: fc.constantFrom(...SLOWED),
    userId: fc.constantFrom('ada', 'ben'),
    atMs: fc.integer({ min: 0, max: 1_000_000 }),
  });
  fc.assert(
    fc.property(fc.array(use, { maxLength: 60 }), use, (history, next) => {
      const uses = history.reduce<readonly Use[]>(withUse, []);
      const slow = whySlow(uses, next, next.atMs);
      const { windowMs, member, server } = PACES[next.deed];
      expect(slow?.waitMs ?? 1).toBeGreaterThan(0);
      expect(slow?.waitMs ?? 0).toBeLessThanOrEqual(windowMs);
      const near = history.filter(
        ({ deed, atMs }) => deed === next.deed && Math.abs(atMs - next.atMs) < windowMs,
      );
      const own = near.filter(({ userId }) => userId === next.userId);
      if (own.length < member && near.length < server) expect(slow).toBeUndefined();
      // After that wait it is possible.
      const later = next.atMs + (slow?.waitMs ?? 0);
      const again = whySlow(uses, next, later);
      if (slow !== undefined)
        expect(again?.who === slow.who && again.waitMs > windowMs).toBe(false);
    }),
  );
});
