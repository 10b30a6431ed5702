/**
 * Votes as fast as it can until it is killed, and writes a line for every vote it would have
 * acknowledged. Started by kill.test.ts with a directory and the number of votes kept already.
 */
import { writeSync } from 'node:fs';
import { z } from 'zod';
import { systemClock } from '#src/clock.ts';
import { noConditions } from '#src/conditions.ts';
import { silentLog } from '#src/log.ts';
import { openStore } from '#src/store/openStore.ts';
import { FIRST_VOTE, GUILD_ID, mixNumber, nextVote, SHELF } from './endlessVotes.ts';
import { STATION } from './station.ts';

const [directory, kept] = z
  .tuple([z.string(), z.coerce.number().int()])
  .parse(process.argv.slice(2));

const parts = { clock: systemClock, conditions: noConditions, log: silentLog };
const store = openStore({ directory, ...parts });
const record = { ...STATION, guildId: GUILD_ID };
let state = store.stations.list()[0]?.vote ?? FIRST_VOTE;
for (let count = kept; ; count += 1) {
  state = nextVote(state, count);
  store.stations.save(record, state);
  if ((await store.mixes.update(SHELF, () => [mixNumber(count)])) !== 'kept') process.exit(1);
  if (store.isBehind(GUILD_ID)) throw new Error('It was not kept');
  acknowledge(count + 1);
}

/** Straight into the pipe: what is buffered in the process would die with it. */
function acknowledge(votes: number): void {
  for (;;) {
    try {
      writeSync(1, `${votes}\n`);
      return;
    } catch (error) {
      // The pipe is full: whoever reads is slower than this.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}
