import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import type { EventView } from '#src/sandbox/client/schemas.ts';
import { until } from '../support/events.ts';
import { Incident } from './support/Incident.ts';
import { isHeard, nothingIsLeft, pass } from './support/Stage.ts';

/** What the client library leaves between two attempts to connect. */
const LEAST_SPACING_MS = 400;
const HEARTBEAT_MS = 41_250;

let incident: Incident;
let control: ControlClient;

const start = async (): Promise<void> => {
  incident = await Incident.prepare();
  ({ control } = incident);
};

const attempts = async (): Promise<EventView[]> =>
  incident.since('gatewayOpened', 'gatewayTurnedAway');

const areSpaced = (events: readonly EventView[]): void => {
  for (const [index, event] of events.entries()) {
    const previous = events[index - 1];
    if (previous === undefined) continue;
    expect(event.atMs - previous.atMs).toBeGreaterThan(LEAST_SPACING_MS);
  }
};

describe('the gateway', () => {
  beforeAll(start);
  afterAll(() => incident?.endCleanly());
  beforeEach(() => incident.playIn('Lounge'));
  afterEach(() => incident.nothingLeaks());

  test('is cut off: resumed at once, and the music does not stop', async () => {
    await control.discordFaults.dropGateway();
    await incident.happens('gatewayResumed');
    await isHeard(control);
    expect(await incident.since('gatewayOpened')).toHaveLength(1);
    expect(await incident.since('voiceServerAssigned', 'voiceStateChanged')).toEqual([]);
  });

  test('asks to reconnect: resumed', async () => {
    await control.discordFaults.requestGatewayReconnect();
    await incident.happens('gatewayResumed');
    await isHeard(control);
    expect(await incident.since('gatewayOpened')).toHaveLength(1);
  });

  test('calls the session invalid, yet resumable', async () => {
    await control.discordFaults.invalidateGatewaySessions(true);
    await incident.happens('gatewayResumed');
    await isHeard(control);
    expect((await incident.since('gatewayOpened')).length).toBeLessThan(2);
  });

  test('calls the session invalid: a new one, and playing again', async () => {
    await control.discordFaults.invalidateGatewaySessions(false);
    await incident.happens('gatewayIdentified');
    await incident.happens('voiceServerAssigned');
    await isHeard(control);
    expect((await incident.since('gatewayOpened')).length).toBeLessThan(3);
    expect((await incident.since('voiceServerAssigned')).length).toBeLessThan(3);
  });

  test('refuses the resume: a new session, and playing again', async () => {
    await control.discordFaults.refuseGatewayResumes(true);
    await control.discordFaults.dropGateway();
    await incident.happens('gatewayIdentified');
    await control.discordFaults.refuseGatewayResumes(false);
    await isHeard(control);
    areSpaced(await attempts());
    expect((await attempts()).length).toBeLessThan(4);
  });

  test('cannot be reached for 8 s: attempts are spaced, and the music goes on', async () => {
    await control.discordFaults.refuseGatewayConnections(true);
    await control.discordFaults.dropGateway();
    await pass(control, 8_000);
    await isHeard(control);
    await control.discordFaults.refuseGatewayConnections(false);
    await incident.happens('gatewayOpened');
    await until(
      'the bot to be connected',
      async () => (await control.overview()).bots.find(({ connected }) => connected),
      async () => control.events((await control.overview()).lastEvent, { waitMs: 500 }),
    );
    const tried = await attempts();
    const spanS = ((tried.at(-1)?.atMs ?? 0) - (tried[0]?.atMs ?? 0)) / 1_000;
    areSpaced(tried);
    // The library asks again every half second, however long it takes.
    expect(tried.length).toBeLessThan(2 + 2 * spanS);
    await isHeard(control);
  });

  test('answers no heartbeat: the zombie is noticed and replaced', async () => {
    await control.discordFaults.setGatewayHeartbeat(1_000);
    await control.discordFaults.requestGatewayReconnect();
    await incident.happens('gatewayResumed');
    await incident.countFromNow();
    await control.discordFaults.ignoreGatewayHeartbeats(true);
    await incident.happens('gatewayResumed');
    await control.discordFaults.ignoreGatewayHeartbeats(false);
    await control.discordFaults.setGatewayHeartbeat(HEARTBEAT_MS);
    await control.discordFaults.requestGatewayReconnect();
    areSpaced(await attempts());
    await isHeard(control);
  });

  test.each([4_000, 4_001, 4_002, 4_003, 4_005, 4_007, 4_008, 4_009])(
    'closes with %i: playing again',
    async (code) => {
      await control.discordFaults.dropGateway(code);
      await until(
        'the bot to be back',
        async () => (await incident.since('gatewayResumed', 'gatewayIdentified'))[0],
        async () => control.events(incident.before, { types: ['gatewayResumed'], waitMs: 500 }),
      );
      await isHeard(control);
      areSpaced(await attempts());
      expect((await attempts()).length).toBeLessThan(4);
    },
  );
});

describe('the gateway closes for good', () => {
  beforeEach(async () => {
    await start();
    await incident.playIn('Lounge');
  });
  afterEach(() => incident?.stage.close());

  test.each([
    [4_004, 78, 'does not accept the token'],
    [4_011, 1, 'has closed the connection'],
    [4_014, 78, 'refuses the intents'],
  ])('with %i: the program ends with %i and says why', async (code, status, words) => {
    await control.discordFaults.dropGateway(code);
    expect(await incident.stage.bot.ended()).toBe(status);
    expect(incident.stage.bot.output).toContain(words);
    await nothingIsLeft(control);
    expect(await attempts()).toEqual([]);
  });
});
