import { describe, expect, test } from 'vitest';
import { newStation } from '#src/control/openStation.ts';
import { EDIT_SPACING_MS } from '#src/control/parts/panel.ts';
import { electorateOf, isPaused, standingsOf } from '#src/control/reading.ts';
import { hasToAsk } from '#src/control/whoMay.ts';
import { tell } from '#src/texts/texts.ts';
import { keptOnPaper, RECORD, StationOnPaper } from '../support/bot/StationOnPaper.ts';
import { DONE, refused } from '../support/control/outcomes.ts';

const PANEL = { record: { panelMessageId: 'panel' } };
const STOP = { kind: 'stop', askIn: 'text' } as const;
const SLOWER = { kind: 'tune', changes: { bpm: 90 }, askIn: 'text' } as const;
const VOTE = { kind: 'vote', candidateId: 1, choice: 'up' } as const;
const DJ = { isDj: true };
const MINUTE_MS = 60_000;
const answer = (poll: string, choice: 'yes' | 'no') => ({ kind: 'answer', poll, choice }) as const;

describe('a station that is being stopped', () => {
  test('is forgotten at once, and nothing that happens while it fades keeps it again', async () => {
    const paper = await StationOnPaper.playing(['ada', 'ben']);
    await paper.act('ada', STOP, DJ);
    await paper.audience(['ada']);
    expect(await paper.act('ada', VOTE)).toEqual(refused('over'));
    await paper.clock.advance(MINUTE_MS);
    expect(paper.store.last).toBeNull();
    await paper.ends();
  });

  test('is stopped once, however many ask', async () => {
    const { media, act, ends } = await stopped();
    await act();
    await act();
    expect(media.of('stop')).toHaveLength(1);
    await ends();
  });

  test('a poll that still runs decides nothing, and can be pressed no more', async () => {
    const paper = await StationOnPaper.playing(['ada', 'ben', 'cleo']);
    await paper.act('ada', SLOWER);
    expect(paper.openPoll).toBeDefined();
    await paper.act('ada', STOP, DJ);
    expect(paper.shownPoll?.result).toBe('undecided');
    await paper.clock.advance(MINUTE_MS);
    expect(paper.media.of('setConfig')).toEqual([]);
    await paper.ends();
  });

  async function stopped() {
    const paper = await StationOnPaper.playing(['ada']);
    return { media: paper.media, act: () => paper.act('ada', STOP), ends: () => paper.ends() };
  }
});

describe('a poll', () => {
  test('is answered when it stands, and one at a time', async () => {
    const paper = await StationOnPaper.playing(['ada', 'ben', 'cleo']);
    const question = { kind: 'controls', changes: { bpm: 90 } };
    const asked = { kind: 'asked', question, channelId: 'text', isShown: false };
    expect(await paper.act('ada', SLOWER)).toEqual(asked);
    expect(await paper.act('ben', STOP)).toEqual(refused('poll-running'));
    await paper.ends();
  });

  test('stands on the panel at once, and what has been decided stays there for a while', async () => {
    const paper = await StationOnPaper.playing(['ada', 'ben', 'cleo'], PANEL);
    await paper.clock.advance(MINUTE_MS);
    expect(await paper.act('ada', STOP)).toMatchObject({ kind: 'asked', isShown: true });
    const shown = () => paper.messages.panels.get('panel')?.poll;
    await paper.clock.advance(0);
    expect(shown()).toMatchObject({ poll: { askedBy: 'ada' }, result: { status: 'open', yes: 1 } });
    for (const userId of ['ben', 'cleo'])
      await paper.act(userId, answer(paper.openPoll ?? '', 'no'));
    await paper.clock.advance(EDIT_SPACING_MS);
    expect(shown()?.result).toMatchObject({ status: 'rejected', no: 2 });
    await paper.clock.advance(MINUTE_MS);
    expect(shown()).toBeUndefined();
    await paper.ends();
  });

  test('is for the answer to show where no panel can', async () => {
    const none = await StationOnPaper.playing(['ada', 'ben']);
    expect(await none.act('ada', STOP)).toMatchObject({ kind: 'asked', isShown: false });
    await none.ends();
    const paper = await StationOnPaper.playing(['ada', 'ben'], PANEL);
    paper.messages.isRefusing = true;
    await paper.clock.advance(MINUTE_MS);
    await paper.tell({ type: 'caughtUp' });
    await paper.clock.advance(MINUTE_MS);
    expect(await paper.act('ada', STOP)).toMatchObject({ kind: 'asked', isShown: false });
    await paper.ends();
  });

  test('whose panel turns out to be gone stands on another one, where that can be', async () => {
    const asked = async (...closed: string[]) => {
      const paper = await StationOnPaper.playing(['ada', 'ben', 'cleo'], PANEL);
      await paper.clock.advance(MINUTE_MS);
      paper.messages.gone.add('panel');
      for (const channel of closed) paper.messages.closedTo.add(channel);
      await paper.act('ada', { kind: 'stop', askIn: 'chat' });
      await paper.clock.advance(MINUTE_MS / 10);
      const { textChannelId, panelMessageId } = paper.actor.state.kept.record;
      const poll = paper.messages.panels.get(panelMessageId ?? '')?.poll;
      await paper.ends();
      return [textChannelId, poll?.poll.askedBy];
    };
    expect(await asked()).toEqual(['text', 'ada']);
    expect(await asked('text')).toEqual(['chat', 'ada']);
    expect(await asked('text', 'chat')).toEqual(['text', undefined]);
  });

  test('has another key than the one before a restart, whose buttons may still be there', async () => {
    const before = await StationOnPaper.playing(['ada', 'ben', 'cleo']);
    await before.act('ada', STOP);
    const after = await StationOnPaper.playing(['ada', 'ben', 'cleo']);
    await after.clock.advance(MINUTE_MS);
    await after.act('ada', SLOWER);
    const old = before.openPoll ?? '';
    expect(await after.act('ben', answer(old, 'yes'))).toEqual(refused('poll-over'));
    await before.ends();
    await after.ends();
  });

  test('undoes nothing that was tuned while it ran', async () => {
    const paper = await StationOnPaper.playing(['ada', 'ben']);
    await paper.act('ada', {
      kind: 'play',
      prompts: [{ text: 'jazz', weight: 1 }],
      config: { density: 0.5 },
      keepsMix: false,
      isChange: true,
      keepsControls: false,
      askIn: 'text',
    });
    await paper.act('ben', { kind: 'tune', changes: { guidance: 2 }, askIn: 'text' }, DJ);
    await paper.act('ben', answer(paper.openPoll ?? '', 'yes'));
    await paper.clock.advance(MINUTE_MS);
    const { config } = paper.store.last?.record ?? {};
    expect(config).toEqual({ density: 0.5, guidance: 2 });
    await paper.ends();
  });
});

describe('the panel', () => {
  const shown = (messageId: string, channelId = 'text') =>
    ({ type: 'panelShown', channelId, messageId }) as const;

  test('deleted by a moderator is not drawn for ever, and comes back when it is asked for', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    await paper.tell(shown('first'));
    await paper.clock.advance(MINUTE_MS);
    paper.messages.gone.add('first');
    await paper.act('ada', VOTE);
    await paper.clock.advance(MINUTE_MS);
    const edits = paper.messages.edits.length;
    await paper.act('ada', VOTE);
    await paper.clock.advance(10 * MINUTE_MS);
    expect(paper.messages.edits).toHaveLength(edits);
    expect(paper.store.last?.record.panelMessageId).toBeNull();
    await paper.tell(shown('second'));
    await paper.clock.advance(MINUTE_MS);
    expect(paper.messages.panels.get('second')?.wanted).toEqual([{ text: 'techno', weight: 1 }]);
    await paper.ends();
  });

  test('follows whoever does something, when it is far up, and at most once a minute', async () => {
    const paper = await StationOnPaper.playing(['ada', 'ben'], PANEL);
    const { messages } = paper;
    const vote = (userId: string) =>
      paper.act(userId, { kind: 'vote', candidateId: 1, choice: 'up' });
    messages.below = 10;
    await vote('ada');
    expect(messages.looks).toBe(1);
    expect(messages.retired.size).toBe(0);

    messages.below = 11;
    await vote('ada');
    expect(messages.looks).toBe(1);
    await paper.clock.advance(MINUTE_MS);
    expect(messages.retired.size).toBe(0);
    await vote('ben');
    await paper.clock.advance(0);
    const second = 'post 1 in text';
    expect([...messages.retired]).toEqual([['panel', 'text']]);
    expect(paper.store.last?.record.panelMessageId).toBe(second);

    // Whatever is written below it, it stays for a minute.
    await vote('ada');
    await paper.clock.advance(MINUTE_MS / 2);
    await vote('ada');
    await paper.clock.advance(0);
    expect(messages.retired.size).toBe(1);
    expect(messages.looks).toBe(2);
    await paper.ends();
  });

  test('that cannot follow stays where it is', async () => {
    const paper = await StationOnPaper.playing(['ada'], PANEL);
    paper.messages.below = 11;
    paper.messages.closedTo.add('text');
    await paper.act('ada', { kind: 'vote', candidateId: 1, choice: 'up' });
    await paper.clock.advance(MINUTE_MS);
    expect(paper.store.last?.record.panelMessageId).toBe('panel');
    expect(paper.actor.state.panel.isPosting).toBe(false);
    await paper.ends();
  });

  test('shows a pause, and its end, before the media side says so', async () => {
    const paper = await StationOnPaper.playing(['ada'], PANEL);
    await paper.act('ada', { kind: 'pause', askIn: 'text' });
    expect(paper.actor.panel().state).toBe('paused');
    await paper.heard({ state: 'paused' });
    await paper.act('ada', { kind: 'resume' });
    expect(paper.actor.panel().state).toBe('playing');
    await paper.ends();
  });

  test('that has moved leaves no buttons behind', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    await paper.tell(shown('first'));
    await paper.clock.advance(MINUTE_MS);
    expect(paper.messages.panels.has('first')).toBe(true);
    await paper.tell(shown('second', 'elsewhere'));
    await paper.clock.advance(MINUTE_MS);
    expect(paper.messages.retired.get('first')).toBe('elsewhere');
    await paper.ends();
  });
});

describe('where only the votes of DJs count', () => {
  const settings = { whoMayVote: 'djs' } as const;

  test('a listener is told so, not asked to join', async () => {
    const paper = await StationOnPaper.playing(['ada', 'dj'], { settings, voting: ['dj'] });
    const nudge = { kind: 'nudge', control: 'bpm', direction: 1 } as const;
    expect(await paper.act('ada', VOTE)).toEqual(refused('djs-only'));
    expect(await paper.act('ada', { kind: 'propose', text: 'jazz' })).toEqual(refused('djs-only'));
    expect(await paper.act('ada', nudge)).toEqual(refused('djs-only'));
    expect(await paper.act('zoe', VOTE)).toEqual(refused('not-listening'));
    expect(await paper.act('dj', VOTE, DJ)).toEqual(DONE);
    await paper.ends();
  });

  test('a role given or taken counts from the next press on', async () => {
    const paper = await StationOnPaper.playing(['ada', 'dj'], { settings, voting: ['dj'] });
    expect(await paper.act('ada', VOTE, DJ)).toEqual(DONE);
    expect(await paper.act('dj', VOTE)).toEqual(refused('djs-only'));
    expect(electorateOf(paper.actor.state)).toEqual(['ada']);
    await paper.ends();
  });

  test.each([
    ['their next press', (paper: StationOnPaper) => paper.act('dj', VOTE)],
    ['what voice tells', (paper: StationOnPaper) => paper.audience(['ada', 'dj'], ['ada'])],
  ])('votes of somebody who lost the role stop counting, by %s', async (_, learn) => {
    const paper = await StationOnPaper.playing(['ada', 'dj'], { settings, voting: ['ada', 'dj'] });
    const points = () => standingsOf(paper.actor.state, paper.actor.now).candidates[0]?.points;
    const before = points() ?? 0;
    await paper.act('dj', VOTE, DJ);
    expect(points()).toBe(before + 1);
    await learn(paper);
    expect(points()).toBe(before);
    await paper.ends();
  });

  test('a poll that no DJ votes in changes nothing, whoever asked', async () => {
    const paper = await StationOnPaper.playing(['ada', 'dj'], { settings, voting: ['dj'] });
    await paper.act('ada', STOP);
    const key = paper.openPoll ?? '';
    expect(await paper.act('ada', answer(key, 'yes'))).toEqual(refused('djs-only'));
    await paper.clock.advance(MINUTE_MS / 2);
    const result = { status: 'rejected', why: 'alone' };
    expect(paper.shownPoll?.result).toMatchObject(result);
    expect(paper.media.of('stop')).toEqual([]);
    await paper.ends();
  });

  test('the only DJ there decides what others ask for', async () => {
    const paper = await StationOnPaper.playing(['ada', 'ben', 'dj'], { settings, voting: ['dj'] });
    await paper.act('ada', STOP);
    await paper.act('dj', answer(paper.openPoll ?? '', 'yes'), DJ);
    expect(paper.media.of('stop')).toHaveLength(1);
    await paper.ends();
  });

  test('without a DJ there everybody who listens is asked', async () => {
    const paper = await StationOnPaper.playing(['ada', 'ben'], { settings, voting: [] });
    const ada = { userId: 'ada', voiceChannelId: 'lounge', isDj: false, canManageGuild: false };
    expect(hasToAsk('stop', ada, electorateOf(paper.actor.state))).toBe(true);
    await paper.ends();
  });
});

describe('an empty channel', () => {
  test('is left in time, whoever else comes and goes deafened', async () => {
    const paper = await StationOnPaper.playing([]);
    for (let minute = 0; minute < 11; minute += 1) {
      await paper.clock.advance(MINUTE_MS);
      await paper.audience([]);
    }
    expect(paper.media.of('stop')).toHaveLength(1);
    expect(paper.media.of('pause')).toHaveLength(1);
    await paper.ends();
  });

  test('is left when it is no longer to be kept for ever', async () => {
    const paper = await StationOnPaper.playing([], { settings: { alwaysOn: true } });
    await paper.clock.advance(20 * MINUTE_MS);
    expect(paper.media.of('stop')).toEqual([]);
    await paper.tell({ type: 'settings', settings: { ...paper.settings, alwaysOn: false } });
    await paper.audience([]);
    await paper.clock.advance(11 * MINUTE_MS);
    expect(paper.media.of('stop')).toHaveLength(1);
    await paper.ends();
  });

  test('says that it is paused, so that it can be resumed, and resumes by itself', async () => {
    const paper = await StationOnPaper.playing([]);
    await paper.clock.advance(MINUTE_MS);
    expect(isPaused(paper.actor.state)).toBe(true);
    expect(paper.store.last?.record.paused).toBe(false);
    await paper.audience(['ada']);
    expect(isPaused(paper.actor.state)).toBe(false);
    expect(paper.media.of('resume')).toHaveLength(1);
    await paper.ends();
  });

  test('is not waited for while the gateway is away: nobody could be seen to come', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    await paper.tell({ type: 'gateway', state: 'away' });
    await paper.audience([]);
    await paper.clock.advance(60 * MINUTE_MS);
    expect([paper.media.of('pause'), paper.media.of('stop')]).toEqual([[], []]);
    await paper.ends();
  });

  test('after the program has begun to end nothing is waited for', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    await paper.tell({ type: 'suspended' });
    await paper.audience([]);
    expect(paper.clock.pending).toBe(0);
    expect(paper.store.last?.record).toBeDefined();
  });
});

describe('a restart', () => {
  test('brings back every field as it was', async () => {
    const record = {
      channelId: 'studio',
      textChannelId: 'other',
      panelMessageId: 'panel',
      startedBy: 'zoe',
      startedAtMs: 7,
      config: { bpm: 128, muteBass: true },
      paused: true,
      tuning: { bpm: [{ userId: 'ada', steps: 2 }], density: [], brightness: [] },
    };
    const kept = keptOnPaper(['ada'], { record, prompts: ['techno', 'jazz'] });
    const paper = new StationOnPaper(kept);
    await paper.tell({ type: 'restored', bitrate: 96_000 });
    expect(paper.store.last?.record).toEqual({ ...kept.record, silentSinceMs: 0 });
    expect(paper.media.commands).toMatchObject([
      {
        type: 'start',
        channelId: 'studio',
        bitrate: 96_000,
        volume: 1,
        patient: true,
        config: { bpm: 140, muteBass: true },
      },
      { type: 'pause' },
    ]);
    await paper.tell({ type: 'suspended' });
  });

  test('whoever wants to know how it is now has the media side asked, and waits for no answer for long', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    const told: string[] = [];
    void paper.actor.refresh().then(() => told.push('first'));
    await paper.actor.settled();
    expect(paper.media.of('report')).toHaveLength(1);
    expect(told).toEqual([]);
    await paper.heard();
    expect(told).toEqual(['first']);
    void paper.actor.refresh().then(() => told.push('second'));
    await paper.clock.advance(500);
    expect(told).toEqual(['first', 'second']);
    const last = paper.actor.refresh().then(() => told.push('third'));
    await paper.ends();
    await last;
  });

  test('does not begin with nothing to play', () => {
    const piece = { prompts: [{ text: 'piano', weight: -1 }], config: {} };
    const vote = { listeners: ['ada'], halfLifeMs: null };
    expect(newStation(piece, RECORD, vote)).toEqual({ ok: false, refusal: 'no-prompt' });
  });

  test('a start answers with the first sound, the failure, or after a while that it is on its way', async () => {
    const first = new StationOnPaper(keptOnPaper(['ada']));
    const started = first.actor.ask({ type: 'started', bitrate: 64_000 });
    const failure = {
      code: 'lyria.quota',
      memberText: tell('failure.lyria.quota'),
      operatorText: 'quota',
    };
    first.actor.tell({ type: 'ended', reason: 'failed', failure });
    expect(await started).toEqual({ kind: 'failed', text: failure.memberText });
    // Whoever has the answer needs no announcement beside it.
    expect(first.told).toEqual([]);
    const second = new StationOnPaper(keptOnPaper(['ada']));
    const slow = second.actor.ask({ type: 'started', bitrate: 64_000 });
    await second.actor.settled();
    await second.clock.advance(8_000);
    expect(await slow).toEqual(DONE);
    await second.tell({ type: 'ended', reason: 'failed', failure });
    expect(second.told).toEqual([
      { do: 'announceEnd', channelId: 'text', text: failure.memberText },
    ]);
  });
});
