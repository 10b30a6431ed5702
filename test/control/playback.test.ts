import { describe, expect, test } from 'vitest';
import { PATIENCE } from '#src/control/StationState.ts';
import { SETTINGS, StationOnPaper } from '../support/bot/StationOnPaper.ts';
import { DONE, refused } from '../support/control/outcomes.ts';

describe('a pause', () => {
  test('is kept and sent, and so is its end; neither twice', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    expect(await paper.act('ada', { kind: 'resume' })).toEqual(refused('playing-already'));
    expect(await paper.act('ada', { kind: 'pause', askIn: 'text' })).toEqual(DONE);
    expect(await paper.act('ada', { kind: 'pause', askIn: 'text' })).toEqual(
      refused('paused-already'),
    );
    expect([paper.store.last?.record.paused, paper.media.of('pause').length]).toEqual([true, 1]);
    expect(await paper.act('ada', { kind: 'resume' })).toEqual(DONE);
    expect([paper.store.last?.record.paused, paper.media.of('resume').length]).toEqual([false, 1]);
    await paper.ends();
  });

  test('that somebody asked for outlives that nobody is there', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    await paper.act('ada', { kind: 'pause', askIn: 'text' });
    await paper.audience([]);
    await paper.clock.advance(PATIENCE.pauseAfterMs);
    await paper.audience(['ada']);
    expect(paper.media.of('resume')).toEqual([]);
    await paper.ends();
  });

  test('for want of hearers is not kept: after a restart it plays for whoever is there', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    await paper.audience([]);
    await paper.clock.advance(PATIENCE.pauseAfterMs);
    expect(paper.media.of('pause')).toHaveLength(1);
    expect(paper.store.last?.record.paused).toBe(false);
    await paper.ends();
  });
});

describe('the volume', () => {
  const louder = (volume: number) => ({ kind: 'volume', volume, askIn: 'text' }) as const;

  test('is sent, and is the server’s: the next station begins with it', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    await paper.act('ada', louder(0.5));
    expect(paper.media.of('setVolume')).toMatchObject([{ volume: 0.5 }]);
    expect(paper.told).toEqual([{ do: 'changeSettings', changes: { volume: 0.5 } }]);
    // As it is told to every station of the server: nothing is sent twice.
    await paper.tell({ type: 'settings', settings: { ...SETTINGS, volume: 0.5 } });
    expect(paper.media.of('setVolume')).toHaveLength(1);
    await paper.ends();
    const next = await StationOnPaper.playing(['ada'], { settings: { volume: 0.5 } });
    expect(next.media.of('start')).toMatchObject([{ volume: 0.5 }]);
    await next.ends();
  });

  test('goes up to the limit of the server, and no poll takes it further', async () => {
    const paper = await StationOnPaper.playing(['ada', 'ben'], { settings: { volumeLimit: 1.5 } });
    const refused = { kind: 'refused', reason: 'too-loud' };
    expect(await paper.act('ada', louder(1.51), { isDj: true })).toEqual(refused);
    expect(await paper.act('ada', louder(1.5))).toMatchObject({ kind: 'asked' });
    await paper.tell({
      type: 'settings',
      settings: { ...SETTINGS, volumeLimit: 0.8, volume: 0.8 },
    });
    const poll = paper.openPoll ?? '';
    await paper.act('ben', { kind: 'answer', poll, choice: 'yes' });
    expect(paper.media.of('setVolume')).toMatchObject([{ volume: 0.8 }]);
    await paper.ends();
  });
});

describe('an empty channel', () => {
  const almostMs = PATIENCE.pauseAfterMs - 1;

  test('is waited for from anew each time', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    await paper.audience([]);
    await paper.clock.advance(almostMs);
    await paper.audience(['ada']);
    await paper.clock.advance(PATIENCE.pauseAfterMs);
    await paper.audience([]);
    await paper.clock.advance(almostMs);
    expect(paper.media.of('pause')).toEqual([]);
    await paper.clock.advance(1);
    expect(paper.media.of('pause')).toHaveLength(1);
    await paper.ends();
  });

  test('is not waited for any more when the gateway goes away', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    await paper.audience([]);
    await paper.clock.advance(almostMs);
    await paper.tell({ type: 'gateway', state: 'away' });
    await paper.clock.advance(PATIENCE.leaveAfterMs);
    expect(paper.media.of('pause')).toEqual([]);
    await paper.tell({ type: 'gateway', state: 'back' });
    await paper.audience([]);
    await paper.clock.advance(PATIENCE.pauseAfterMs);
    expect(paper.media.of('pause')).toHaveLength(1);
    await paper.ends();
  });
});
