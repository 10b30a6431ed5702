import { describe, expect, test } from 'vitest';
import { durationText, parseDuration } from '#src/crowd/typed/duration.ts';
import { LANGUAGES, textsIn } from '#src/texts/texts.ts';
import { keptOnPaper, SETTINGS, StationOnPaper } from '../support/bot/StationOnPaper.ts';
import { DONE, refused } from '../support/control/outcomes.ts';

const MIN_MS = 60_000;
const stopIn = (inMs: number) => ({ kind: 'stop', inMs, askIn: 'text' }) as const;

describe('a timer', () => {
  test('lets the music fade for a minute, and stops it then', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    await paper.clock.advance(1_000);
    expect(await paper.act('ada', stopIn(30 * MIN_MS))).toEqual(DONE);
    expect(paper.store.last?.record.sleep).toEqual({ untilMs: 1_801_000, fadeMs: MIN_MS });
    expect(paper.actor.panel().stopsAtMs).toBe(1_801_000);
    await paper.clock.advance(29 * MIN_MS - 1);
    expect(paper.media.of('setVolume')).toEqual([]);
    await paper.clock.advance(1);
    expect(paper.media.of('setVolume')).toMatchObject([{ volume: 0, glideMs: MIN_MS }]);
    await paper.clock.advance(MIN_MS - 1);
    expect(paper.media.of('stop')).toEqual([]);
    await paper.clock.advance(1);
    expect(paper.media.of('stop')).toHaveLength(1);
    expect(paper.store.last).toBeNull();
    await paper.ends();
    expect(paper.clock.pending).toBe(0);
  });

  test('is put to the others, and runs from when they have said yes', async () => {
    const paper = await StationOnPaper.playing(['ada', 'ben']);
    expect(await paper.act('ada', stopIn(10 * MIN_MS))).toMatchObject({ kind: 'asked' });
    await paper.clock.advance(20_000);
    const poll = paper.openPoll ?? '';
    await paper.act('ben', { kind: 'answer', poll, choice: 'yes' });
    expect(paper.store.last?.record.sleep?.untilMs).toBe(620_000);
    // Whoever may stop may call it off, and nobody needs to be asked for that.
    expect(await paper.act('cleo', { kind: 'stay' }, { voiceChannelId: 'studio' })).toEqual(
      refused('elsewhere'),
    );
    expect(await paper.act('ben', { kind: 'stay' })).toEqual(DONE);
    expect(await paper.act('ben', { kind: 'stay' })).toEqual(refused('no-timer'));
    expect(paper.actor.panel().stopsAtMs).toBeUndefined();
    await paper.clock.advance(60 * MIN_MS);
    expect(paper.media.of('stop')).toEqual([]);
    await paper.ends();
  });

  test('that is called off while it fades gives the volume back, as it is by then', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    await paper.act('ada', stopIn(MIN_MS));
    await paper.clock.advance(45_000);
    expect(paper.media.of('setVolume')).toMatchObject([{ volume: 0, glideMs: 30_000 }]);
    await paper.tell({ type: 'settings', settings: { ...SETTINGS, volume: 0.7 } });
    expect(paper.media.of('setVolume')).toHaveLength(1);
    await paper.act('ada', { kind: 'stay' });
    expect(paper.media.of('setVolume').at(-1)).toMatchObject({ volume: 0.7 });
    await paper.clock.advance(MIN_MS);
    expect(paper.media.of('stop')).toEqual([]);
    await paper.ends();
  });

  test('goes on over a kill, in the middle of the fade, too, and an end that was missed is made up for', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    await paper.act('ada', stopIn(10 * MIN_MS));
    const { clock, store } = paper;
    const restart = async (afterMs: number) => {
      await clock.advance(afterMs);
      const kept = store.last;
      if (kept === null) throw new Error('forgotten');
      const next = new StationOnPaper(kept, {}, { clock, store });
      next.actor.tell({ type: 'restored', bitrate: 64_000 });
      await next.audience(['ada']);
      await next.heard();
      return next;
    };
    paper.actor.close();
    const second = await restart(9 * MIN_MS + 30_000);
    await clock.advance(1);
    expect(second.media.of('setVolume')).toMatchObject([{ volume: 0, glideMs: 30_000 }]);
    second.actor.close();
    const third = await restart(60 * MIN_MS);
    await clock.advance(1);
    expect(third.media.of('stop')).toHaveLength(1);
    await third.ends();
  });

  test('goes by no clock that is set', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    await paper.act('ada', stopIn(10 * MIN_MS));
    paper.skewMs = 24 * 60 * MIN_MS;
    await paper.clock.advance(9 * MIN_MS);
    expect(paper.media.of('stop')).toEqual([]);
    await paper.clock.advance(MIN_MS);
    expect(paper.media.of('stop')).toHaveLength(1);
    await paper.ends();
  });
});

describe('a limit of whoever runs the bot', () => {
  test('ends the music, 24/7 or not and whatever timers say, and tells why', async () => {
    const options = { patience: { playLimitMs: 20 * MIN_MS }, settings: { alwaysOn: true } };
    const paper = await StationOnPaper.playing(['ada'], options);
    expect(paper.actor.panel().stopsAtMs).toBe(20 * MIN_MS);
    await paper.act('ada', stopIn(60 * MIN_MS));
    expect(await paper.act('ada', { kind: 'stay' })).toEqual(DONE);
    await paper.clock.advance(20 * MIN_MS);
    expect(paper.media.of('setVolume')).toMatchObject([{ volume: 0, glideMs: MIN_MS }]);
    expect(paper.media.of('stop')).toHaveLength(1);
    const text = { id: 'end.limit' };
    expect(paper.told).toMatchObject([{ do: 'announceEnd', text }]);
    await paper.ends();
  });

  test('counts from the start, over a restart', async () => {
    const kept = keptOnPaper(['ada'], { record: { startedAtMs: -15 * MIN_MS } });
    const paper = new StationOnPaper(kept, { patience: { playLimitMs: 20 * MIN_MS } });
    await paper.tell({ type: 'restored', bitrate: 64_000 });
    await paper.heard();
    await paper.audience(['ada']);
    await paper.clock.advance(5 * MIN_MS);
    expect(paper.media.of('stop')).toHaveLength(1);
    await paper.ends();
  });
});

test.each([
  ['30m', 30],
  ['30', 30],
  ['1h 30m', 90],
  ['1h30', 90],
  ['1.5h', 90],
  ['1,5 Stunden', 90],
  ['2 hours', 120],
  ['45 min', 45],
  ['90 minutos', 90],
])('%s is %d minutes', (typed, minutes) => expect(parseDuration(typed)).toBe(minutes * MIN_MS));

test.each(['', 'soon', '30 s', '-5', '1:30', '5 apples', '½h'])('%s is no time', (typed) => {
  expect(parseDuration(typed)).toBeUndefined();
});

test.each(LANGUAGES)('what is shown in %s is understood again', (language) => {
  const texts = textsIn(language);
  for (const minutes of [1, 59, 60, 90, 1_440]) {
    expect(parseDuration(durationText(texts, minutes * MIN_MS))).toBe(minutes * MIN_MS);
  }
});
