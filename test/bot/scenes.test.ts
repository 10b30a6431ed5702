import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { POLL_DURATION_MS } from '#src/crowd/votes/poll.ts';
import type { MediaCommand } from '#src/media/protocol.ts';
import type { Interaction } from '#src/sandbox/interactions/Interaction.ts';
import { type BotInSandbox, startBot } from '../support/bot/botInSandbox.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

/** In the order in which they come; the first one asks. */
const CROWD = ['Cleo', 'Dan', 'Eve', 'Finn', 'Gil', 'Hana'];
/** Has the DJ role, and neither owns nor manages the server. */
const DJ = 'Ivy';
const DJ_ROLE = {
  id: '1345000000000000001',
  name: 'DJ',
  permissions: 0n,
  position: 1,
  color: 0,
  hoist: false,
  mentionable: false,
  botId: null,
};
/** Long enough for every cooldown to be over. */
const LATER_MS = 5 * 60_000;
/** The panel is drawn no more often. */
const DRAWN_MS = 2_500;
/** So often, where it moves to the end of the channel meanwhile. */
const DRAWINGS = 3;
const DRAWING_PATIENCE_MS = 2_000;
/** Goodbyes have that long. */
const GOODBYE_MS = 10_000;
const LOOK_MS = 2;
const PATIENCE_MS = 15_000;

interface Asked {
  /** What the first one types; without it they choose a mix on the panel. */
  readonly line?: string;
  /** How everybody reads it. */
  readonly question: RegExp;
  readonly does: MediaCommand['type'];
}

const POLLS: Readonly<Record<string, Asked>> = {
  pause: { line: '/lyria pause', question: /Pause the music for everybody\?/, does: 'pause' },
  volume: {
    line: '/lyria volume 40',
    question: /Set the volume to 40% for everybody\?/,
    does: 'setVolume',
  },
  tempo: { line: '/lyria tune bpm:140', question: /140 bpm\?/, does: 'setConfig' },
  mix: {
    line: '/lyria play polka, house',
    question: /Start afresh with .*polka.*house/i,
    does: 'setMix',
  },
  preset: { question: /Start afresh with .*Deep House/i, does: 'setMix' },
  undo: { line: '/lyria undo', question: /Go back to .*techno.*\?/, does: 'setMix' },
  stop: { line: '/lyria stop', question: /Stop the music\?/, does: 'stop' },
};

let home: BotInSandbox;
let clock: VirtualClock;
let begun = 0;

const people = () => home.sandbox.people;
const told = (type: MediaCommand['type']): number => home.media.of(type).length;

/** The station plays for so many, and nothing of what was before counts any more. */
async function plays(count: number): Promise<readonly string[]> {
  const listeners = CROWD.slice(0, count);
  for (const name of CROWD) people().get(name).leave();
  for (const name of listeners) people().get(name).join('Lounge');
  await clock.advance(LATER_MS);
  const [asker = ''] = listeners;
  const playing = home.type(asker, '/lyria play techno');
  begun += 1;
  await home.media.next('start', begun);
  home.media.plays();
  await playing;
  await heardBy(count);
  return listeners;
}

/** The bot knows of everybody who is there. */
async function heardBy(count: number): Promise<void> {
  await waitFor('the listeners', () => {
    const { Lounge } = home.sandbox.announcement.channelIds;
    const guild = home.sandbox.discord.world.guilds.get(home.guildId);
    return guild?.voiceStatesIn(Lounge ?? '').length === count || undefined;
  });
  await home.type(CROWD[0] ?? '', '/lyria settings');
}

async function ends(): Promise<void> {
  if (home.bot.status().stations === 0) return;
  home.media.emit({ type: 'ended', guildId: home.guildId, reason: 'stopped' });
  await waitFor('the end', () => home.bot.status().stations === 0 || undefined);
}

interface Shown {
  readonly messageId: string;
  readonly key: string;
  readonly text: string;
}

/** The open poll as everybody sees it. */
function openPoll(): Shown | undefined {
  for (const message of people().get('Cleo').messages('music').toReversed()) {
    const text = JSON.stringify(message.components);
    const [, key] = /"poll:([^:"]+):yes"/.exec(text) ?? [];
    if (key !== undefined) return { messageId: message.id, key, text };
  }
  return undefined;
}

const COUNTS = /(\d+) yes · (\d+) no · (\d+) without a vote/;
const counts = (): readonly number[] =>
  (COUNTS.exec(openPoll()?.text ?? '') ?? []).slice(1).map(Number);

/** Asked again and again: what a bot does shows in no event that could be waited for. */
async function waitFor<T>(
  what: string,
  probe: () => T | undefined,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  for (let tries = 0; tries < patienceMs / LOOK_MS; tries += 1) {
    const found = probe();
    if (found !== undefined) return found;
    await sleep(LOOK_MS);
  }
  throw new Error(`Waited in vain for ${what}`);
}

/** It shows with one of the next drawings of the panel. */
async function shows<T>(what: string, probe: () => T | undefined): Promise<T> {
  for (let drawing = 1; drawing < DRAWINGS; drawing += 1) {
    await clock.advance(DRAWN_MS);
    const found = await waitFor(what, probe, DRAWING_PATIENCE_MS).catch(() => undefined);
    if (found !== undefined) return found;
  }
  await clock.advance(DRAWN_MS);
  return waitFor(what, probe);
}

async function answer(name: string, choice: 'yes' | 'no'): Promise<void> {
  const poll = openPoll();
  if (poll === undefined) throw new Error('nothing is asked');
  await people().get(name).press(poll.messageId, `poll:${poll.key}:${choice}`).settled;
}

/** Chooses a ready-made mix on the panel. */
async function choose(name: string): Promise<Interaction> {
  const panel = people()
    .get(name)
    .messages('music')
    .findLast(({ components }) => JSON.stringify(components).includes(':preset'));
  const customId = /panel:[^":]+:preset/.exec(JSON.stringify(panel?.components))?.[0] ?? '';
  const chosen = people()
    .get(name)
    .select(panel?.id ?? '', customId, ['sunset']);
  await chosen.settled;
  return chosen;
}

/** A bot of its own, whose time is the test's. */
async function begin(): Promise<void> {
  clock = new VirtualClock();
  begun = 0;
  const epochMs = Date.now();
  home = await startBot({ clock, wallClock: () => epochMs + clock.now() });
  for (const name of [...CROWD, DJ].filter((one) => !(one in home.sandbox.announcement.userIds))) {
    await fetch(`${home.sandbox.announcement.controlUrl}/people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    });
  }
  const { world } = home.sandbox.discord;
  world.setRole(home.guildId, DJ_ROLE);
  const member = world.guilds.get(home.guildId)?.members.get(people().get(DJ).userId);
  if (member === undefined) throw new Error('the DJ is no member');
  world.updateMember(home.guildId, member, { roleIds: [DJ_ROLE.id] });
  await home.type('Ada', `/lyria settings dj_role:${DJ_ROLE.id}`);
}

/** One asks, and the others agree, one after the other. */
async function agree(count: number, { line, question, does }: Asked): Promise<void> {
  const listeners = await plays(count);
  const [asker = '', ...others] = listeners;
  if (line === '/lyria undo') {
    people().get('Ada').join('Lounge');
    await home.type('Ada', '/lyria play jazz');
    people().get('Ada').leave();
    await heardBy(count);
    // The music has arrived there.
    await clock.advance(LATER_MS);
  }
  const before = told(does);
  const asked = line === undefined ? await choose(asker) : await home.type(asker, line);
  if (count === 1) {
    await shows('it', () => told(does) > before || undefined);
    expect(openPoll()).toBeUndefined();
    await ends();
    return;
  }
  // The choice on the panel is answered by the panel, and so is a command where that follows.
  expect(home.answerTo(asker, asked)).toMatch(new RegExp(`asked them|${question.source}`, 'i'));
  await shows('the question', () => openPoll());
  expect(openPoll()?.text).toMatch(question);
  expect(openPoll()?.text).toContain(home.sandbox.announcement.userIds[asker] ?? '');
  expect(counts()).toEqual([1, 0, count - 1]);

  // More than half decide at once, whoever asked counted.
  const needed = Math.floor(count / 2) + 1;
  for (const [index, name] of others.slice(0, needed - 1).entries()) {
    expect(told(does)).toBe(before);
    await answer(name, 'yes');
    const yes = index + 2;
    if (yes < needed) {
      await shows('the count', () => counts()[0] === yes || undefined);
      expect(counts()).toEqual([yes, 0, count - yes]);
    }
  }
  await shows('it is done', () => told(does) > before || undefined);
  await shows('the poll is over', () => (openPoll() === undefined ? true : undefined));
  await ends();
}

/** Nobody answers, and then half say no: nothing changes. */
async function disagree(count: number): Promise<void> {
  const listeners = await plays(count);
  const [asker = '', ...others] = listeners;
  await home.type(asker, '/lyria stop');
  await shows('the question', () => openPoll());
  await clock.advance(POLL_DURATION_MS);
  await shows('the end of silence', () => (openPoll() === undefined ? true : undefined));
  const [second = ''] = others;
  await home.type(second, '/lyria stop');
  await shows('the question', () => openPoll());
  const most = Math.ceil(count / 2);
  for (const name of listeners.filter((one) => one !== second).slice(0, most)) {
    if (openPoll() !== undefined) await answer(name, 'no');
  }
  await shows('the end of a no', () => (openPoll() === undefined ? true : undefined));
  expect(home.bot.status().stations).toBe(1);
  await ends();
}

/** A DJ who manages nothing: they are asked nothing. */
async function withDj(count: number): Promise<void> {
  const listeners = await plays(count);
  people().get(DJ).join('Lounge');
  await heardBy(count + 1);
  const before = told('pause');
  await home.type(DJ, '/lyria pause');
  await shows('it', () => told('pause') > before || undefined);
  expect(openPoll()).toBeUndefined();
  const resumed = told('resume');
  await home.type(listeners[0] ?? '', '/lyria resume');
  await shows('it', () => told('resume') > resumed || undefined);
  people().get(DJ).leave();
  await ends();
}

/** Only DJs vote: whoever is none is refused, and DJs alone decide what members may ask. */
async function djsOnly(count: number): Promise<void> {
  const [asker = ''] = await plays(count);
  await home.type('Ada', '/lyria settings who_may_vote:djs');
  const before = told('pause');
  expect(home.answerTo(asker, await home.type(asker, '/lyria pause'))).toContain('Only DJs');
  expect([told('pause'), openPoll()]).toEqual([before, undefined]);
  people().get(DJ).join('Lounge');
  await heardBy(count + 1);
  const stops = told('stop');
  await home.type(asker, '/lyria stop');
  await shows('the question', () => openPoll());
  expect(counts()).toEqual([0, 0, 1]);
  await answer(DJ, 'yes');
  await shows('the end', () => told('stop') > stops || undefined);
  await home.type('Ada', '/lyria settings who_may_vote:listeners');
  people().get(DJ).leave();
  await ends();
}

test.each([1, 2, 3, 4, 5, 6])(
  '%d who listen',
  async (count) => {
    await begin();
    for (const asked of Object.values(POLLS)) await agree(count, asked);
    if (count > 1) await disagree(count);
    await withDj(count);
    await djsOnly(count);
    const closed = home.bot.close();
    await clock.advance(GOODBYE_MS);
    await closed;
  },
  60_000,
);
