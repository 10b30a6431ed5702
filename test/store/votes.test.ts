import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FailureError } from '#src/failure.ts';
import { apply, history } from '../crowd/histories.ts';
import { cast, plain, voteAmong } from '../crowd/voting.ts';
import { tablesIn, temporaryDirectory } from './directories.ts';
import { STATION } from './station.ts';

const start = voteAmong(
  [...plain('techno', 'pads'), { text: 'piano', weight: -1 }],
  ['ada', 'ben'],
);

describe('votes', () => {
  it('come back as they were, after any history, saved after any event', async () => {
    const directory = await temporaryDirectory();
    const writer = tablesIn(directory);
    const reader = tablesIn(directory);
    const saves = fc.array(fc.boolean(), { minLength: 1, maxLength: 7 });
    let guild = 0;
    fc.assert(
      fc.property(history, saves, (events, saved) => {
        const guildId = `guild ${guild++}`;
        writer.stations.save({ ...STATION, guildId });
        let state = start;
        let nowMs = 0;
        writer.votes.save(guildId, state);
        for (const [index, { afterMs, deed }] of events.entries()) {
          nowMs += afterMs;
          state = apply(state, deed, nowMs);
          if (saved[index % saved.length]) writer.votes.save(guildId, state);
        }
        writer.votes.save(guildId, state);
        expect(reader.votes.load(guildId)).toEqual(state);
        writer.stations.remove(guildId);
        expect(reader.votes.load(guildId)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it('go on from what was loaded', async () => {
    const directory = await temporaryDirectory();
    const first = tablesIn(directory);
    first.stations.save(STATION);
    first.votes.save('guild', cast(start, 'ada', 'up', 'techno', 5));
    await first.close();
    const second = tablesIn(directory);
    const loaded = second.votes.load('guild');
    expect(loaded).toBeDefined();
    if (loaded === undefined) return;
    const state = cast(cast(loaded, 'ben', 'down', 'pads', 9), 'ada', null, 'techno', 9);
    second.votes.save('guild', state);
    expect(second.votes.load('guild')).toEqual(state);
  });

  it('survive changes of their station, and a new station begins without them', async () => {
    const store = tablesIn(await temporaryDirectory());
    store.stations.save(STATION);
    store.votes.save('guild', start);
    store.stations.save({ ...STATION, paused: true });
    expect(store.votes.load('guild')).toEqual(start);
    store.stations.remove('guild');
    store.stations.save(STATION);
    expect(store.votes.load('guild')).toBeUndefined();
    store.votes.save('guild', start);
    expect(store.votes.load('guild')).toEqual(start);
  });

  it('of no station are refused', async () => {
    const store = tablesIn(await temporaryDirectory());
    expect(() => store.votes.save('guild', start)).toThrow(FailureError);
    store.stations.save(STATION);
    store.votes.save('guild', start);
    expect(store.votes.load('guild')).toEqual(start);
  });
});
