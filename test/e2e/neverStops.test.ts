import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LyriaEnding } from '#src/sandbox/client/LyriaFaultsClient.ts';
import type { LyriaSessionView } from '#src/sandbox/client/schemas.ts';
import { longestSilenceMs, reportPackets } from '../support/recording.ts';
import { seededRandom } from '../support/signals/random.ts';
import { closing, Deliveries, seamsIn } from './support/Deliveries.ts';
import { BOT_NAME, heardFor, type Stage, startStage, waitForEvent } from './support/Stage.ts';

const SEED = 20_261_121;
const ROLLOVERS = 10;
const DROPS = 10;
const STALL_S = 17;
/** The bot's 540 s and Lyria's 600 s, scaled; what a new session needs to take over is not. */
const SESSION_S = 5;
const SESSION_LIMIT_S = 25;
/** The real service's usual pace; its first audio takes 2.9 s, here a part of that. */
const PACE = 0.98;
const FIRST_AUDIO_S = 0.5;
/** How audio comes in half of the sessions' lives; what is foreign in it would be heard. */
const ODD_CHUNKS = { pieceMs: 137, together: true, strayBytes: 1, foreign: true, empty: true };
/** A drop comes up to so long after what was before it. */
const DROP_WITHIN_S = 1;
/**
 * After drops in a row the next attempt waits for up to 30 s; then a session has to be opened, be
 * heard, and be replaced in its turn.
 */
const ROLLOVER_PATIENCE_MS = 60_000;
/** A session that is let go takes so long to be gone at the other end. */
const GOODBYE_MS = 500;
const FADE_IN_MS = 500;
const SAMPLES_PER_MS = 48 * 2;
const NORMAL_CLOSURE = 1000;
const ENDINGS: readonly LyriaEnding[] = [
  {},
  { closeCode: 1011 },
  { closeCode: 1011, reason: 'The service is currently unavailable.' },
  { closeCode: 1013 },
];

type Step = 'rollover' | 'drop' | 'stall';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ LYRIA_SESSION_SECONDS: String(SESSION_S) });
});
afterAll(() => stage?.close());

test('ten rollovers, ten drops and a stall of 17 s: no gap, no click', {
  timeout: 300_000,
}, async () => {
  const { control } = stage;
  const random = seededRandom(SEED);
  await control.lyriaFaults.set({
    pace: PACE,
    firstAudioSeconds: FIRST_AUDIO_S,
    sessionLimitSeconds: SESSION_LIMIT_S,
  });
  await using deliveries = new Deliveries(control);
  await control.join('Ada', 'Lounge');
  await control.type('Ada', '/lyria play ambient');
  await heardFor(control, 'Ada', 1);

  /** An old session that the bot has let go: the next one is heard. */
  const rollover = async (): Promise<void> => {
    await waitForEvent(control, {
      after: (await control.overview()).lastEvent,
      types: ['lyriaClosed'],
      patienceMs: ROLLOVER_PATIENCE_MS,
      accepts: ({ data }) => closing.safeParse(data).data?.code === NORMAL_CLOSURE,
    });
  };
  const drop = async (): Promise<void> => {
    await control.events((await control.overview()).lastEvent, {
      // Nothing of that kind ever comes: it is the wait that counts.
      types: ['channelDeleted'],
      waitMs: random() * DROP_WITHIN_S * 1_000,
    });
    const open = (await control.lyriaSessions()).filter(({ closed }) => closed === null);
    const session = open[Math.floor(random() * open.length)]?.id;
    const ending = ENDINGS[Math.floor(random() * ENDINGS.length)];
    await control.lyriaFaults.set({ chunks: random() < 0.5 ? ODD_CHUNKS : {} });
    await control.lyriaFaults.drop({ ...ending, ...(session !== undefined && { session }) });
  };
  const stall = async (): Promise<void> => {
    await control.lyriaFaults.stall(STALL_S);
    await waitForEvent(control, {
      after: (await control.overview()).lastEvent,
      types: ['lyriaSent'],
    });
  };
  const steps: Readonly<Record<Step, () => Promise<void>>> = { rollover, drop, stall };
  for (const step of shuffled(random)) await steps[step]();
  // What came last is heard to its end.
  const [soFar] = await control.recordings('Ada');
  await heardFor(control, 'Ada', (soFar?.seconds ?? 0) + 3);

  const [recording] = await control.recordings('Ada');
  const pcm = await control.recordedPcm('Ada', BOT_NAME);
  expect(reportPackets(recording?.packets ?? [])).toMatchObject({
    missing: 0,
    repeated: 0,
    wrongTimestamps: 0,
    silences: 0,
  });
  const begin = pcm.findIndex((sample) => Math.abs(sample) > 100);
  const music = pcm.subarray(begin - (begin % 2) + FADE_IN_MS * SAMPLES_PER_MS);
  expect(longestSilenceMs(music)).toBeLessThan(20);
  expect(seamsIn(music, await deliveries.end())).toEqual([]);

  const sessions = await control.lyriaSessions();
  const ends = sessions.map(({ closed }) => closed?.code);
  expect(ends.filter((code) => code === NORMAL_CLOSURE).length).toBeGreaterThanOrEqual(ROLLOVERS);
  expect(mostAtOnce(sessions)).toBeLessThanOrEqual(2);
});

/** All that is to happen, in an order by chance. */
function shuffled(random: () => number): Step[] {
  const steps: Step[] = [
    ...Array.from({ length: ROLLOVERS }, () => 'rollover' as const),
    ...Array.from({ length: DROPS }, () => 'drop' as const),
    'stall',
  ];
  return steps
    .map((step) => ({ step, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ step }) => step);
}

/** How many sessions were open at the same time at most, goodbyes left out. */
function mostAtOnce(sessions: readonly LyriaSessionView[]): number {
  return Math.max(
    ...sessions.map(
      ({ openedAtMs }) =>
        sessions.filter(
          (other) =>
            other.openedAtMs <= openedAtMs &&
            (other.closed === null || other.closed.atMs > openedAtMs + GOODBYE_MS),
        ).length,
    ),
  );
}
