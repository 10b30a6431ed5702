import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { until } from '../support/events.ts';
import { Incident } from './support/Incident.ts';
import { panelOf, panelShows, pressVote, voteButton } from './support/panel.ts';
import { isHeard, pass, startBot, startSandboxStage } from './support/Stage.ts';

let incident: Incident;
let control: ControlClient;

const start = async (): Promise<void> => {
  incident = await Incident.prepare();
  ({ control } = incident);
};

describe('the REST API', () => {
  beforeAll(start);
  afterAll(() => incident?.endCleanly());
  beforeEach(() => incident.playIn('Lounge'));
  afterEach(() => control.discordFaults.mendRest());

  test('fails twice on each answer: the library tries again, and votes count', async () => {
    await control.discordFaults.breakRest({ route: '/callback', status: 500, times: 2 });
    expect(await pressVote(control, 'Ada', 'up', 1)).toBeLessThan(3_000);
    await isHeard(control);
  });

  test('fails on every edit of the panel: the music goes on, and the panel catches up', async () => {
    await control.discordFaults.breakRest({ method: 'PATCH', route: '/messages', status: 502 });
    await control.type('Ada', '/lyria propose dreamy pads');
    await isHeard(control);
    const failing = await incident.since('restRequest');
    expect(failing.length).toBeLessThan(40);
    await control.discordFaults.mendRest();
    await control.type('Ada', '/lyria propose soft bells');
    await panelShows(control, 'Ada', 'with dreamy pads', (text) => text.includes('dreamy pads'));
    await panelShows(control, 'Ada', 'with soft bells', (text) => text.includes('soft bells'));
  });

  test('answers after 1.5 s: every press is still acknowledged in time', async () => {
    await control.discordFaults.breakRest({ delayMs: 1_500 });
    expect(await pressVote(control, 'Ada', 'up', 1)).toBeLessThan(3_000);
    await isHeard(control);
  });

  test('takes longer than an interaction lasts: the press counts, and the next one undoes nothing', async () => {
    // The answer, and the wait for one that is told instead of it.
    await control.discordFaults.breakRest({ route: '/callback', delayMs: 3_500, times: 2 });
    const isUp = (text: string): boolean => text.includes('1 up, 0 down');
    expect(await pressVote(control, 'Ada', 'up', 1)).toBeGreaterThan(3_000);
    await control.discordFaults.mendRest();
    await panelShows(control, 'Ada', 'with the vote that was called a failure', isUp);
    expect(await pressVote(control, 'Ada', 'up', 1)).toBeLessThan(3_000);
    await control.type('Ada', '/lyria propose warm strings');
    const shown = await panelShows(control, 'Ada', 'with what came after', (text) =>
      text.includes('warm strings'),
    );
    expect(shown).toContain('1 up, 0 down');
    await isHeard(control);
    await incident.nothingLeaks();
  });
});

/** Longer than any ordinary limit. */
const LIMIT_S = 7;

test('a limit is told once when it begins and once when it is over, at the start and later', async () => {
  await using stack = new AsyncDisposableStack();
  const sandbox = stack.use(await startSandboxStage());
  const { discordFaults } = sandbox.control;
  const limit = (): Promise<void> =>
    discordFaults.breakRest({ cloudflare: true, retryAfterSeconds: LIMIT_S, seconds: LIMIT_S });
  const refusals = async (after: number): Promise<number> => {
    const { events } = await sandbox.control.events(after, { types: ['restRequest'] });
    return events.filter(({ data }) => JSON.stringify(data).includes('"status":429')).length;
  };
  const { lastEvent: start } = await sandbox.control.overview();
  await limit();
  const beganMs = performance.now();
  // It waits for Discord rather than ending, which would only have it ask again at once.
  const { bot, close } = await startBot(sandbox.announcement, { LOG_LEVEL: 'info' });
  stack.defer(close);
  expect(performance.now() - beganMs).toBeGreaterThan(LIMIT_S * 1_000 - 500);
  expect(await refusals(start)).toBe(1);

  const { control: here } = sandbox;
  await here.join('Ada', 'Lounge');
  await here.type('Ada', '/lyria play techno');
  await isHeard(here);
  await limit();
  const { lastEvent: before } = await here.overview();
  const panel = await panelOf(here, 'Ada');
  for (let press = 0; press < 4; press += 1) {
    const customId = voteButton(panel, 'up', 1) ?? '';
    await here.press('Ada', { message: panel.id, customId });
    await pass(here, 300);
  }
  expect(await refusals(before)).toBe(1);
  await until(
    'two ends',
    async () => (bot.output.match(/Over: .*Cloudflare/g)?.length === 2 ? true : undefined),
    async () => here.events((await here.overview()).lastEvent, { waitMs: 500 }),
  );
  const lines = bot.output.split('\n').filter((line) => line.includes('Cloudflare'));
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/until \d{4}-\d\d-\d\dT/);
  await isHeard(here);
});
