import { describe, expect, test } from 'vitest';
import { PATIENCE } from '#src/control/StationState.ts';
import { keptOnPaper, StationOnPaper } from '../support/bot/StationOnPaper.ts';
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

test('the volume is kept and sent, and a station that comes back has it', async () => {
  const paper = await StationOnPaper.playing(['ada']);
  await paper.act('ada', { kind: 'volume', volume: 0.5, askIn: 'text' });
  expect(paper.media.of('setVolume')).toMatchObject([{ volume: 0.5 }]);
  const kept = paper.store.last ?? keptOnPaper([]);
  const back = new StationOnPaper(kept);
  await back.tell({ type: 'restored', bitrate: 64_000 });
  expect(back.media.of('start')).toMatchObject([{ volume: 0.5, patient: true }]);
  await paper.ends();
  await back.ends();
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
