/**
 * Votes as fast as it can until it is killed, and writes a line for every vote it would have
 * acknowledged. Started by kill.test.ts with a directory and the number of votes kept already.
 */
import { writeSync } from 'node:fs';
import { z } from 'zod';
import { silentLog } from '../../src/log.ts';
import { openStore } from '../../src/store/openStore.ts';
import { FIRST_VOTE, GUILD_ID, nextVote } from './endlessVotes.ts';
import { STATION } from './station.ts';

const [directory, kept] = z
  .tuple([z.string(), z.coerce.number().int()])
  .parse(process.argv.slice(2));

const store = openStore({ directory, log: silentLog });
if (kept === 0) {
  store.stations.save({ ...STATION, guildId: GUILD_ID });
  store.votes.save(GUILD_ID, FIRST_VOTE);
}
let state = store.votes.load(GUILD_ID) ?? FIRST_VOTE;
for (let count = kept; ; count += 1) {
  state = nextVote(state, count);
  store.votes.save(GUILD_ID, state);
  // Straight into the pipe: what is buffered in the process would die with it.
  writeSync(1, `${count + 1}\n`);
}
