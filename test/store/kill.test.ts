import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { storeIn, temporaryDirectory } from './directories.ts';
import { FIRST_VOTE, mixNumber, nextVote, SHELF } from './endlessVotes.ts';

const VOTER = fileURLToPath(new URL('./killedVoter.ts', import.meta.url));

/** Lets a process vote until it has acknowledged so many, kills it, and gives all it did. */
async function voteUntilKilled(directory: string, kept: number, until: number): Promise<number> {
  const voter = spawn(process.execPath, [VOTER, directory, String(kept)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void voter.kill('SIGKILL'));
  const exited = once(voter, 'exit');
  let acknowledged = kept;
  for await (const line of createInterface({ input: voter.stdout })) {
    acknowledged = Number(line);
    if (acknowledged >= until) voter.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  return acknowledged;
}

describe('kill -9 in the middle of voting', { timeout: 30_000 }, () => {
  it('loses no vote and no saved mix that was acknowledged, time after time, across checkpoints too', async () => {
    const directory = await temporaryDirectory();
    let kept = 0;
    for (const votes of [1, 37, 650, 199, 201]) {
      const acknowledged = await voteUntilKilled(directory, kept, kept + votes);
      const store = storeIn(directory);
      const loaded = store.stations.list()[0]?.vote;
      const [mix] = await store.mixes.list(SHELF);
      await store.close();
      let expected = FIRST_VOTE;
      for (let count = 0; count < acknowledged; count += 1) expected = nextVote(expected, count);
      // It may have been killed after one more was kept and before it could say so.
      const oneMore = nextVote(expected, acknowledged);
      expect([expected, oneMore]).toContainEqual(loaded);
      expect([mixNumber(acknowledged - 1), mixNumber(acknowledged)]).toContainEqual(mix);
      const wasKept = JSON.stringify(loaded) === JSON.stringify(oneMore);
      kept = acknowledged + (wasKept ? 1 : 0);
    }
  });
});
