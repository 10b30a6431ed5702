import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import type { EventView } from '#src/sandbox/client/schemas.ts';
import { panelShows, panelText } from './support/panel.ts';
import {
  BOT_NAME,
  heardFor,
  nothingIsLeft,
  type Stage,
  startStage,
  waitForEvent,
} from './support/Stage.ts';

/** Ten seconds and ten minutes, scaled. */
const PAUSE_S = 1;
const LEAVE_S = 4;

const playback = z.object({
  message: z.object({ type: z.literal('playback'), control: z.string() }),
});

let stage: Stage;
let control: ControlClient;

beforeEach(async () => {
  stage = await startStage({
    EMPTY_PAUSE_SECONDS: String(PAUSE_S),
    EMPTY_LEAVE_SECONDS: String(LEAVE_S),
  });
  ({ control } = stage);
  await control.join('Ada', 'Lounge');
  await control.type('Ada', '/lyria play techno');
  await heardFor(control, 'Ada', 2);
});
afterEach(() => stage?.close());

const told =
  (expected: string) =>
  ({ data }: EventView): boolean =>
    playback.safeParse(data).data?.message.control === expected;

/** Everybody leaves; resolves when the session is told to pause. */
const leaveAndPause = async (): Promise<number> => {
  const after = (await control.overview()).lastEvent;
  await control.leave('Ada');
  const { sequence } = await waitForEvent(control, {
    after,
    types: ['lyriaReceived'],
    accepts: told('PAUSE'),
  });
  return sequence;
};

const isThere = async (): Promise<boolean> =>
  (await control.voiceStates()).some(({ user }) => user === BOT_NAME);

const comeBackAndHear = async (): Promise<void> => {
  await control.forgetRecordings('Ada');
  await control.join('Ada', 'Lounge');
  await heardFor(control, 'Ada', 3);
};

test('without listeners the session pauses, keeps its place, and plays on when one returns', async () => {
  const paused = await leaveAndPause();
  expect(await isThere()).toBe(true);
  await panelShows(control, 'Ada', 'of a pause', (text) => text.includes('Paused'));
  await comeBackAndHear();
  await waitForEvent(control, { after: paused, types: ['lyriaReceived'], accepts: told('PLAY') });
  const sessions = await control.lyriaSessions();
  expect(sessions).toMatchObject([{ closed: null }]);
});

test('it leaves when nobody has come for as long as it was told to wait', async () => {
  const leftAtMs = performance.now();
  const after = await leaveAndPause();
  await waitForEvent(control, { after, types: ['lyriaClosed'] });
  // Lyria is told of a pause only with a reserve in hand, so it is the leaving that counts.
  expect(performance.now() - leftAtMs).toBeGreaterThan((PAUSE_S + LEAVE_S - 1) * 1_000);
  await nothingIsLeft(control);
  expect(panelText(await endedPanel())).toContain('Ended');
});

test('told to stay, it stays, and needs no more than a session to play again', async () => {
  await control.guild.changeRole('@everyone', { add: ['ManageGuild'] });
  await control.type('Ada', '/lyria settings always_on:true');
  const after = await leaveAndPause();
  const waitMs = (LEAVE_S + 2) * 1_000;
  const moves = await control.events(after, { types: ['voiceStateChanged'], waitMs });
  expect(moves.events).toEqual([]);
  expect(await isThere()).toBe(true);
  // Lyria ends a session that only waits, too.
  const dropped = (await control.overview()).lastEvent;
  await control.lyriaFaults.drop({ closeCode: 1011 });
  await waitForEvent(control, { after: dropped, types: ['lyriaClosed'] });
  expect((await control.lyriaSessions()).every(({ closed }) => closed !== null)).toBe(true);
  await comeBackAndHear();
  await panelShows(control, 'Ada', 'without trouble', (text) => !text.includes('⚠️'));
});

/** The last panel of a station that has ended has no buttons to know it by. */
const endedPanel = async () => {
  const messages = await control.messages('Ada', 'music');
  const last = messages.findLast(({ components }) => components.length > 0);
  if (last === undefined) throw new Error('There is no panel');
  return last;
};
