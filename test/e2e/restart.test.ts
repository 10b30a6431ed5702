import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { until } from '../support/events.ts';
import { panelOf, panelShows, pressVote, tune } from './support/panel.ts';
import { answerText, heardFor, startBot, startSandboxStage } from './support/Stage.ts';

/** What the crowd below comes to: 120 bpm and 50 % with one step each, four points against two. */
const TUNED = { bpm: 126, brightness: 0.65 };
const SHARES = { techno: 2 / 3, ambient: 1 / 3 };

/** The last mix and controls that the session numbered above `after` was told. */
async function toldLyria(control: ControlClient, after: number) {
  const open = (await control.lyriaSessions()).findLast(
    ({ id, closed }) => id > after && closed === null,
  );
  if (open === undefined) return undefined;
  const { messages } = await control.lyriaSession(open.id);
  const told = messages.map(({ message }) => message);
  const mix = told.findLast((message) => message.type === 'prompts');
  const config = told.findLast((message) => message.type === 'config');
  const shares = (mix?.prompts ?? []).map(({ text, weight }) => [text, weight] as const);
  return { session: open.id, shares: Object.fromEntries(shares), config: config?.config ?? {} };
}

/** Waits until a session above `after` plays what was voted and tuned; gives its number. */
async function untilAsVoted(control: ControlClient, after: number): Promise<number> {
  let { lastEvent } = await control.overview();
  return until(
    'a session that plays what was voted and tuned',
    async () => {
      const told = await toldLyria(control, after);
      if (told === undefined) return undefined;
      const isMix = Object.entries(SHARES).every(
        ([text, share]) => Math.abs((told.shares[text] ?? 0) - share) < 0.001,
      );
      const { bpm, brightness } = told.config;
      const isTuned = bpm === TUNED.bpm && brightness === TUNED.brightness;
      return isMix && isTuned ? told.session : undefined;
    },
    async () => {
      const types = ['lyriaReceived'];
      ({ last: lastEvent } = await control.events(lastEvent, { types, waitMs: 1_000 }));
    },
  );
}

test('a bot that is killed while music plays comes back with every vote and every tuning wish', async () => {
  await using sandbox = await startSandboxStage();
  const { control, announcement } = sandbox;
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'lyrebird-restart-'));
  await using cleaning = new AsyncDisposableStack();
  cleaning.defer(() => rm(DATA_DIR, { recursive: true, force: true }));
  const first = await startBot(announcement, { DATA_DIR });
  cleaning.defer(() => first.close());
  for (const name of ['Ada', 'Ben']) await control.join(name, 'Lounge');
  await control.type('Ada', '/lyria play techno, ambient');
  await heardFor(control, 'Ada', 2);
  for (const name of ['Ada', 'Ben']) await pressVote(control, name, 'up', 1);
  const panel = await panelOf(control, 'Ada');
  for (const wish of ['bpm', 'brightness']) await tune(control, 'Ada', `:more:${wish}$`);
  const before = await untilAsVoted(control, 0);
  await control.type('Ada', '/lyria mix save Evening');

  await first.bot.stop('SIGKILL');
  const second = await startBot(announcement, { DATA_DIR });
  cleaning.defer(() => second.close());
  await untilAsVoted(control, before);
  await control.forgetRecordings('Ada');
  await heardFor(control, 'Ada', 2);
  const shown = await panelShows(control, 'Ben', 'with the votes and wishes', (text) =>
    text.includes('1 faster'),
  );
  expect(shown).toContain('2 up, 0 down');
  expect(shown).toContain('brightness 65% (1 brighter)');
  expect((await panelOf(control, 'Ben')).id).toBe(panel.id);
  expect(answerText(await control.type('Ben', '/lyria mix list'))).toContain('Evening');

  // The wish is still Ada's own: she can take it back.
  await tune(control, 'Ada', ':less:brightness$');
  await panelShows(control, 'Ben', 'without the wish', (text) => text.includes('brightness auto'));
});
