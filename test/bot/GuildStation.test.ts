import { describe, expect, test } from 'vitest';
import { needsPoll } from '../../src/crowd/pollQuestion.ts';
import { stationOnPaper } from '../support/bot/StationOnPaper.ts';

const STOP = { kind: 'stop' } as const;
const SLOWER = { kind: 'tempo', bpm: 90 } as const;
const MEMBER = { isDj: false, canManageGuild: false };
const MINUTE_MS = 60_000;

describe('a station that is being stopped', () => {
  test('is forgotten at once, and nothing that happens while it fades keeps it again', async () => {
    const { station, clock, kept } = stationOnPaper(['ada', 'ben']);
    station.stop();
    station.listenersAre(['ada'], ['ada']);
    station.vote.press('ada', 1, 'up');
    await clock.advance(MINUTE_MS);
    expect(kept.at(-1)).toBeUndefined();
    station.suspend();
  });

  test('is stopped once, however many ask', () => {
    const { station, media } = stationOnPaper(['ada']);
    station.stop();
    station.stop();
    expect(media.of('stop')).toHaveLength(1);
    station.suspend();
  });

  test('a poll that still runs decides nothing, and can be pressed no more', async () => {
    const { station, clock, media, messages } = stationOnPaper(['ada', 'ben', 'cleo']);
    await station.ask(SLOWER, 'ada', 'text');
    expect(messages.poll('message 1')).toBeDefined();
    station.stop();
    await clock.advance(MINUTE_MS);
    expect(messages.poll('message 1')).toBeUndefined();
    expect(messages.shown.get('message 1')).toContain('Not decided');
    expect(media.of('setConfig')).toEqual([]);
    station.suspend();
  });
});

describe('a poll', () => {
  test('that is decided while it is still being posted is closed when it has been', async () => {
    const { station, clock, messages } = stationOnPaper(['ada', 'ben', 'cleo']);
    const delivery = Promise.withResolvers<void>();
    messages.delivery = delivery.promise;
    const asked = station.ask(SLOWER, 'ada', 'text');
    station.listenersAre(['ada'], ['ada']);
    delivery.resolve();
    await asked;
    await clock.advance(0);
    expect(messages.poll('message 1')).toBeUndefined();
    expect(messages.shown.get('message 1')).toContain('Decided: yes');
    station.suspend();
  });

  test('has another key than the one before a restart, whose buttons may still be there', async () => {
    const before = stationOnPaper(['ada', 'ben', 'cleo']);
    await before.station.ask(STOP, 'ada', 'text');
    const after = stationOnPaper(['ada', 'ben', 'cleo']);
    await after.clock.advance(MINUTE_MS);
    await after.station.ask(SLOWER, 'ada', 'text');
    const old = before.messages.poll('message 1') ?? '';
    expect(before.station.key).toBe(after.station.key);
    expect(after.station.votePoll(old, 'ben', 'yes')).toBeUndefined();
    before.station.suspend();
    after.station.suspend();
  });

  test('whose message is gone is still decided in time', async () => {
    const { station, clock, media, messages } = stationOnPaper(['ada', 'ben']);
    await station.ask(SLOWER, 'ada', 'text');
    messages.gone.add('message 1');
    await clock.advance(MINUTE_MS);
    expect(media.of('setConfig').at(-1)?.config).toMatchObject({ bpm: 90 });
    station.suspend();
  });
});

describe('the panel', () => {
  test('deleted by a moderator is not drawn for ever, and comes back when it is asked for', async () => {
    const { station, clock, messages, kept } = stationOnPaper(['ada']);
    station.adoptPanel('text', 'first');
    await clock.advance(MINUTE_MS);
    messages.gone.add('first');
    station.vote.press('ada', 1, 'up');
    await clock.advance(MINUTE_MS);
    const edits = messages.edits.length;
    station.vote.press('ada', 1, 'up');
    await clock.advance(10 * MINUTE_MS);
    expect(messages.edits).toHaveLength(edits);
    expect(kept.at(-1)?.panelMessageId).toBeNull();
    station.adoptPanel('text', 'second');
    await clock.advance(MINUTE_MS);
    expect(messages.shown.get('second')).toContain('techno');
    station.suspend();
  });

  test('that has moved leaves no buttons behind', async () => {
    const { station, clock, messages } = stationOnPaper(['ada']);
    station.adoptPanel('text', 'first');
    await clock.advance(MINUTE_MS);
    expect(messages.shown.get('first')).toContain('custom_id');
    station.adoptPanel('elsewhere', 'second');
    await clock.advance(MINUTE_MS);
    expect(messages.shown.get('first')).not.toContain('custom_id');
    expect(messages.shown.get('first')).toContain('elsewhere');
    station.suspend();
  });
});

describe('where only the votes of DJs count', () => {
  const settings = { whoMayVote: 'djs' } as const;

  test('a listener is told so, not asked to join', () => {
    const { station } = stationOnPaper(['ada', 'dj'], { settings, voting: ['dj'] });
    const refused = { ok: false, refusal: 'djs-only' };
    expect(station.vote.press('ada', 1, 'up')).toEqual(refused);
    expect(station.vote.propose('ada', 'jazz', false)).toEqual(refused);
    expect(station.tune('ada', 'bpm', 1)).toEqual(refused);
    expect(station.vote.press('zoe', 1, 'up')).toMatchObject({ refusal: 'not-listening' });
    station.suspend();
  });

  test('a poll that no DJ votes in changes nothing, whoever asked', async () => {
    const { station, clock, media, messages } = stationOnPaper(['ada', 'dj'], {
      settings,
      voting: ['dj'],
    });
    await station.ask(SLOWER, 'ada', 'text');
    const key = messages.poll('message 1') ?? '';
    expect(station.votePoll(key, 'ada', 'yes')).toEqual({ ok: false, refusal: 'djs-only' });
    await clock.advance(MINUTE_MS);
    expect(messages.shown.get('message 1')).toContain('Too few voted');
    expect(media.of('setConfig')).toEqual([]);
    station.suspend();
  });

  test('the only DJ there decides what others ask for', async () => {
    const { station, media, messages } = stationOnPaper(['ada', 'ben', 'dj'], {
      settings,
      voting: ['dj'],
    });
    await station.ask(SLOWER, 'ada', 'text');
    station.votePoll(messages.poll('message 1') ?? '', 'dj', 'yes');
    expect(media.of('setConfig').at(-1)?.config).toMatchObject({ bpm: 90 });
    station.suspend();
  });

  test('without a DJ there everybody who listens is asked', async () => {
    const { station } = stationOnPaper(['ada', 'ben'], { settings, voting: [] });
    expect(needsPoll({ userId: 'ada', ...MEMBER }, station.listeners)).toBe(true);
    station.suspend();
  });
});

describe('an empty channel', () => {
  test('is left in time, whoever else comes and goes deafened', async () => {
    const { station, clock, media } = stationOnPaper([]);
    for (let minute = 0; minute < 11; minute += 1) {
      await clock.advance(MINUTE_MS);
      station.listenersAre([], []);
    }
    expect(media.of('stop')).toHaveLength(1);
    expect(media.of('pause')).toHaveLength(1);
    station.suspend();
  });

  test('is left when it is no longer to be kept for ever', async () => {
    const { station, clock, media, settings } = stationOnPaper([], {
      settings: { alwaysOn: true },
    });
    await clock.advance(20 * MINUTE_MS);
    expect(media.of('stop')).toEqual([]);
    station.settingsAre({ ...settings, alwaysOn: false });
    station.listenersAre([], []);
    await clock.advance(11 * MINUTE_MS);
    expect(media.of('stop')).toHaveLength(1);
    station.suspend();
  });

  test('says that it is paused, so that it can be resumed', async () => {
    const { station, clock, media } = stationOnPaper([]);
    await clock.advance(MINUTE_MS);
    expect(station.playback.paused).toBe(true);
    station.playback.resume();
    expect(station.playback.paused).toBe(false);
    expect(media.of('resume')).toHaveLength(1);
    station.suspend();
  });

  test('after the program has begun to end nothing is waited for', async () => {
    const { station, clock } = stationOnPaper(['ada']);
    station.suspend();
    station.listenersAre([], []);
    expect(clock.pending).toBe(0);
  });
});
