import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ControlClient } from '../../src/sandbox/client/ControlClient.ts';
import type { EventView } from '../../src/sandbox/client/schemas.ts';
import { until } from '../support/events.ts';
import { panelOf, panelText, pressVote } from './support/panel.ts';
import { BOT_NAME, heardFor, nothingIsLeft, type Stage, startStage } from './support/Stage.ts';
import { openSockets } from './support/sockets.ts';

/** The gateway is back in 5 s after a new IDENTIFY, the library waits at most as long before. */
const RECOVERY_MS = 20_000;
/** What the client library leaves between two attempts to connect. */
const LEAST_SPACING_MS = 400;
const HEARTBEAT_MS = 41_250;

let stage: Stage;
let control: ControlClient;
/** Number of the last event before the fault. */
let before: number;

const start = async (): Promise<void> => {
  stage = await startStage();
  ({ control } = stage);
};
const stop = (): Promise<void> | undefined => stage?.close();

/** No request came too soon, and nothing is left that would keep the program from ending. */
const endCleanly = async (): Promise<void> => {
  try {
    const { limited } = await control.discordFaults.restStatistics();
    expect(limited).toEqual({ user: 0, global: 0, shared: 0 });
    const tooSoon = await control.events(0, { types: ['gatewayIdentifiedTooSoon'] });
    expect(tooSoon.events).toEqual([]);
    expect(await stage.bot.stop()).toBe(0);
  } finally {
    await stop();
  }
};

const since = async (...types: string[]): Promise<EventView[]> =>
  (await control.events(before, { types })).events;

/** The first event of that kind after the fault. */
const happens = (type: string, patienceMs = RECOVERY_MS): Promise<EventView> => {
  let after = before;
  return until(
    type,
    async () => (await since(type))[0],
    async () => {
      ({ last: after } = await control.events(after, { types: [type], waitMs: 1_000 }));
    },
    patienceMs,
  );
};

/** Sound that was sent from now on reaches Ada. */
const isHeard = async (): Promise<void> => {
  await control.forgetRecordings('Ada');
  await heardFor(control, 'Ada', 1);
};

const attempts = async (): Promise<EventView[]> => since('gatewayOpened', 'gatewayTurnedAway');

const areSpaced = (events: readonly EventView[], leastMs = LEAST_SPACING_MS): void => {
  for (const [index, event] of events.entries()) {
    const previous = events[index - 1];
    if (previous !== undefined) expect(event.atMs - previous.atMs).toBeGreaterThan(leastMs);
  }
};

/** One voice connection and one session with the generator: nothing piles up. */
const nothingLeaks = async (): Promise<void> => {
  const pid = stage.bot.pid ?? 0;
  const lyriaPort = Number(new URL(stage.announcement.lyriaUrl).port);
  let after = (await control.overview()).lastEvent;
  await until(
    'one UDP socket and one session with the generator',
    async () => {
      const { udp, tcp } = await openSockets(pid);
      return udp === 1 && tcp.get(lyriaPort) === 1 ? true : undefined;
    },
    async () => {
      ({ last: after } = await control.events(after, { waitMs: 500 }));
    },
  );
};

const saidInMusic = (text: string): Promise<void> =>
  shown(`"${text}" in #music`, async () => {
    const messages = await control.messages('Ada', 'music');
    return messages.some((message) => JSON.stringify(message).includes(text));
  });

const panelShows = (text: string): Promise<void> =>
  shown(`"${text}" on the panel`, async () =>
    panelText(await panelOf(control, 'Ada')).includes(text),
  );

/** Waits for what a look at the messages tells. */
const shown = async (what: string, isShown: () => Promise<boolean>): Promise<void> => {
  let after = before;
  await until(
    what,
    async () => ((await isShown()) ? true : undefined),
    async () => {
      const types = ['messageCreated', 'messageUpdated'];
      ({ last: after } = await control.events(after, { types, waitMs: 1_000 }));
    },
  );
};

/** Ada listens in a channel, and the bot plays there. */
const playIn = async (channel: string): Promise<void> => {
  await control.join('Ada', channel);
  const states = await control.voiceStates();
  if (!states.some(({ user }) => user === BOT_NAME)) {
    const { state } = await control.type('Ada', '/lyria play techno');
    expect(state).toBe('acknowledged');
  }
  await isHeard();
  before = (await control.overview()).lastEvent;
};

describe('the gateway', () => {
  beforeAll(start);
  afterAll(endCleanly);
  beforeEach(() => playIn('Lounge'));
  afterEach(nothingLeaks);

  test('is cut off: resumed at once, and the music does not stop', async () => {
    await control.discordFaults.dropGateway();
    await happens('gatewayResumed');
    await isHeard();
    expect(await since('gatewayOpened')).toHaveLength(1);
    expect(await since('voiceServerAssigned', 'voiceStateChanged')).toEqual([]);
  });

  test('asks to reconnect: resumed', async () => {
    await control.discordFaults.requestGatewayReconnect();
    await happens('gatewayResumed');
    await isHeard();
    expect(await since('gatewayOpened')).toHaveLength(1);
  });

  test('calls the session invalid, yet resumable', async () => {
    await control.discordFaults.invalidateGatewaySessions(true);
    await happens('gatewayResumed');
    await isHeard();
    expect((await since('gatewayOpened')).length).toBeLessThan(2);
  });

  test('calls the session invalid: a new one, and playing again', async () => {
    await control.discordFaults.invalidateGatewaySessions(false);
    await happens('gatewayIdentified');
    await happens('voiceServerAssigned');
    await isHeard();
    expect((await since('gatewayOpened')).length).toBeLessThan(3);
    expect((await since('voiceServerAssigned')).length).toBeLessThan(3);
  });

  test('refuses the resume: a new session, and playing again', async () => {
    await control.discordFaults.refuseGatewayResumes(true);
    await control.discordFaults.dropGateway();
    await happens('gatewayIdentified');
    await control.discordFaults.refuseGatewayResumes(false);
    await isHeard();
    areSpaced(await attempts());
    expect((await attempts()).length).toBeLessThan(4);
  });

  test('cannot be reached for 8 s: attempts are spaced, and the music goes on', async () => {
    await control.discordFaults.refuseGatewayConnections(true);
    await control.discordFaults.dropGateway();
    const { lastEvent } = await control.overview();
    await control.events(lastEvent, { types: ['never'], waitMs: 8_000 });
    await isHeard();
    await control.discordFaults.refuseGatewayConnections(false);
    await happens('gatewayOpened');
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
    await isHeard();
  });

  test('answers no heartbeat: the zombie is noticed and replaced', async () => {
    await control.discordFaults.setGatewayHeartbeat(1_000);
    await control.discordFaults.requestGatewayReconnect();
    await happens('gatewayResumed');
    before = (await control.overview()).lastEvent;
    await control.discordFaults.ignoreGatewayHeartbeats(true);
    await happens('gatewayResumed');
    await control.discordFaults.ignoreGatewayHeartbeats(false);
    await control.discordFaults.setGatewayHeartbeat(HEARTBEAT_MS);
    await control.discordFaults.requestGatewayReconnect();
    areSpaced(await attempts());
    await isHeard();
  });

  test.each([4_000, 4_001, 4_002, 4_003, 4_005, 4_007, 4_008, 4_009])(
    'closes with %i: playing again',
    async (code) => {
      await control.discordFaults.dropGateway(code);
      await until(
        'the bot to be back',
        async () => (await since('gatewayResumed', 'gatewayIdentified'))[0],
        async () => control.events(before, { types: ['gatewayResumed'], waitMs: 500 }),
      );
      await isHeard();
      areSpaced(await attempts());
      expect((await attempts()).length).toBeLessThan(4);
    },
  );
});

describe('the gateway closes for good', () => {
  beforeEach(async () => {
    await start();
    await playIn('Lounge');
  });
  afterEach(stop);

  test.each([
    [4_004, 'does not accept the token'],
    [4_011, 'has closed the connection'],
    [4_014, 'refuses the intents'],
  ])('with %i: the program ends and says why', async (code, words) => {
    await control.discordFaults.dropGateway(code);
    expect(await stage.bot.ended()).toBe(1);
    expect(stage.bot.output).toContain(words);
    await nothingIsLeft(control);
    expect(await attempts()).toEqual([]);
  });
});

describe('moderators', () => {
  beforeAll(start);
  afterAll(endCleanly);

  test('disconnect the bot from voice: gone, with a word', async () => {
    await playIn('Lounge');
    await control.guild.disconnectMember(BOT_NAME);
    await nothingIsLeft(control);
    await saidInMusic('I was removed from the voice channel');
    expect((await openSockets(stage.bot.pid ?? 0)).udp).toBe(0);
    expect(await since('voiceServerAssigned')).toEqual([]);
  });

  test('move the bot: it plays there', async () => {
    await playIn('Lounge');
    await control.join('Ada', 'Studio');
    await control.guild.moveMember(BOT_NAME, 'Studio');
    await isHeard();
    await nothingLeaks();
    expect((await since('voiceServerAssigned')).length).toBe(1);
  });

  test('move a listener away and back: the music is there again', async () => {
    await playIn('Studio');
    await control.guild.moveMember('Ada', 'Lounge');
    await control.guild.moveMember('Ada', 'Studio');
    await isHeard();
    await nothingLeaks();
  });

  test('delete the channel: gone, with a word', async () => {
    await playIn('Studio');
    await control.guild.deleteChannel('Studio');
    await nothingIsLeft(control);
    await saidInMusic('The voice channel was deleted');
    expect((await openSockets(stage.bot.pid ?? 0)).udp).toBe(0);
    expect(await since('voiceServerAssigned')).toEqual([]);
  });

  test('hide the text channel: the music goes on, and the panel comes back', async () => {
    await playIn('Lounge');
    await control.guild.setOverwrite('music', BOT_NAME, { deny: ['ViewChannel'] });
    await isHeard();
    await control.guild.setOverwrite('music', BOT_NAME);
    before = (await control.overview()).lastEvent;
    await pressVote(control, 'Ada', 'up', 1);
    await happens('messageUpdated');
    await isHeard();
    await nothingLeaks();
  });

  test('take Connect away: who is in stays in; who is out is told what is missing', async () => {
    await playIn('Lounge');
    await control.guild.setOverwrite('Lounge', BOT_NAME, { deny: ['Connect'] });
    await isHeard();
    await control.guild.disconnectMember(BOT_NAME);
    await nothingIsLeft(control);
    const { response } = await control.type('Ada', '/lyria play techno');
    expect(response?.content).toContain('**Connect**');
    await control.guild.setOverwrite('Lounge', BOT_NAME);
    await playIn('Lounge');
  });

  test('take Speak away: told what is missing, and heard when it is back', async () => {
    await playIn('Lounge');
    await control.guild.setOverwrite('Lounge', BOT_NAME, { deny: ['Speak'] });
    await saidInMusic('**Speak**');
    await control.guild.setOverwrite('Lounge', BOT_NAME);
    await isHeard();
    expect(await since('voiceServerAssigned')).toEqual([]);
  });

  test('mute the bot: it says so', async () => {
    await playIn('Lounge');
    await control.guild.changeMember(BOT_NAME, { mute: true });
    await saidInMusic('I was muted');
    await control.guild.changeMember(BOT_NAME, { mute: false });
    await isHeard();
  });

  test('kick the bot from the server: gone, and as good as new when it is invited again', async () => {
    await playIn('Lounge');
    await control.guild.removeMember(BOT_NAME);
    await nothingIsLeft(control);
    expect((await openSockets(stage.bot.pid ?? 0)).udp).toBe(0);
    await control.guild.inviteBots();
    await playIn('Lounge');
    await nothingLeaks();
  });
});

describe('the REST API', () => {
  beforeAll(start);
  afterAll(endCleanly);
  beforeEach(() => playIn('Lounge'));
  afterEach(() => control.discordFaults.mendRest());

  test('fails twice on each answer: the library tries again, and votes count', async () => {
    await control.discordFaults.breakRest({ route: '/callback', status: 500, times: 2 });
    expect(await pressVote(control, 'Ada', 'up', 1)).toBeLessThan(3_000);
    await isHeard();
  });

  test('fails on every edit of the panel: the music goes on, and the panel catches up', async () => {
    await control.discordFaults.breakRest({ method: 'PATCH', route: '/messages', status: 502 });
    await control.type('Ada', '/lyria propose dreamy pads');
    await isHeard();
    const failing = await since('restRequest');
    expect(failing.length).toBeLessThan(40);
    await control.discordFaults.mendRest();
    await control.type('Ada', '/lyria propose soft bells');
    await panelShows('dreamy pads');
    await panelShows('soft bells');
  });

  test('answers after 1.5 s: every press is still acknowledged in time', async () => {
    await control.discordFaults.breakRest({ delayMs: 1_500 });
    expect(await pressVote(control, 'Ada', 'up', 1)).toBeLessThan(3_000);
    await isHeard();
  });

  test('takes longer than an interaction lasts: nothing breaks', async () => {
    await control.discordFaults.breakRest({ route: '/callback', delayMs: 3_500, times: 1 });
    const panel = await panelOf(control, 'Ada');
    expect(panel.id).not.toBe('');
    await pressVote(control, 'Ada', 'up', 1);
    await control.discordFaults.mendRest();
    expect(await pressVote(control, 'Ada', 'up', 1)).toBeLessThan(3_000);
    await isHeard();
    await nothingLeaks();
  });
});
