import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ControlClient } from '../../src/sandbox/client/ControlClient.ts';
import { Incident } from './support/Incident.ts';
import { panelOf, panelShows, pressVote } from './support/panel.ts';
import { isHeard } from './support/Stage.ts';

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

  test('takes longer than an interaction lasts: nothing breaks', async () => {
    await control.discordFaults.breakRest({ route: '/callback', delayMs: 3_500, times: 1 });
    const panel = await panelOf(control, 'Ada');
    expect(panel.id).not.toBe('');
    await pressVote(control, 'Ada', 'up', 1);
    await control.discordFaults.mendRest();
    expect(await pressVote(control, 'Ada', 'up', 1)).toBeLessThan(3_000);
    await isHeard(control);
    await incident.nothingLeaks();
  });
});
