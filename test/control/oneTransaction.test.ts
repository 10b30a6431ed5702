import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Wish } from '#src/control/actions.ts';
import { openStation } from '#src/control/openStation.ts';
import { StationActor } from '#src/control/StationActor.ts';
import { silentLog } from '#src/log.ts';
import { DATABASE_FILE } from '#src/store/Database.ts';
import { stationStore } from '#src/store/KeptStations.ts';
import { storeIn, temporaryDirectory } from '../store/directories.ts';
import { FakeMedia } from '../support/bot/FakeMedia.ts';
import { keptOnPaper, PaperMessages, SETTINGS } from '../support/bot/StationOnPaper.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const NOW = { monoMs: 0, wallMs: 0 };
const ADA = { userId: 'ada', voiceChannelId: 'lounge', isDj: false, canManageGuild: false };
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/** How many transactions SQLite's log holds: the last frame of each says how large the file is then. */
function transactionsIn(directory: string): number {
  const log = readFileSync(join(directory, `${DATABASE_FILE}-wal`));
  const frameBytes = FRAME_HEADER_BYTES + log.readUInt32BE(8);
  let transactions = 0;
  for (let at = HEADER_BYTES; at + frameBytes <= log.length; at += frameBytes) {
    if (log.readUInt32BE(at + 4) > 0) transactions += 1;
  }
  return transactions;
}

const WISHES: readonly Wish[] = [
  { kind: 'vote', candidateId: 2, choice: 'up' },
  { kind: 'nudge', control: 'density', direction: 1 },
  { kind: 'propose', text: 'rain' },
  { kind: 'volume', volume: 0.5, askIn: 'text' },
  // The vote begins afresh, and the controls change.
  {
    kind: 'play',
    prompts: [{ text: 'jazz', weight: 1 }],
    config: { density: 0.2 },
    keepsMix: false,
    isChange: false,
    keepsControls: false,
    askIn: 'text',
  },
];

test.each(WISHES)('$kind is one transaction of the database', async (wish) => {
  const directory = await temporaryDirectory();
  const clock = new VirtualClock();
  const kept = keptOnPaper(['ada'], { prompts: ['techno', 'pads'] });
  const store = storeIn(directory);
  const station = new StationActor(openStation({ kept, settings: SETTINGS }, NOW), {
    store: stationStore(store.stations),
    isBehind: () => false,
    media: new FakeMedia(),
    messages: new PaperMessages(),
    clock,
    wallClock: () => clock.now(),
    log: silentLog,
    note: () => {},
    tell: (effect) => {
      if (effect.do === 'changeSettings') store.settings.update('guild', effect.changes);
    },
  });
  void station.ask({ type: 'started', bitrate: 64_000 });
  station.tell({ type: 'audience', hearers: ['ada'], voters: ['ada'] });
  await station.settled();
  const before = transactionsIn(directory);
  expect(await station.act(ADA, wish)).toMatchObject({ kind: 'done' });
  await clock.advance(20_000);
  expect(transactionsIn(directory) - before).toBe(1);
  station.close();
});
