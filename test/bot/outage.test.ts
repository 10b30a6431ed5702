import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { BotOptions } from '#src/bot/Bot.ts';
import { RESUME_PATIENCE_MS } from '#src/bot/gateway/PatientShard.ts';
import type { Guild } from '#src/sandbox/world/Guild.ts';
import type { Store } from '#src/store/openStore.ts';
import { ENGLISH, tell } from '#src/texts/texts.ts';
import { startQuietSandbox } from '../sandbox/support/sandbox.ts';
import { storeIn, temporaryDirectory } from '../store/directories.ts';
import { type BotInSandbox, startBot } from '../support/bot/botInSandbox.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

/** Long enough for whatever is going to be sent to have been sent. */
const QUIET_MS = 700;

const REFUSED = tell('failure.voice.refused');
const failure = { code: 'voice.refused', memberText: REFUSED, operatorText: 'refused' } as const;

interface Scene extends BotInSandbox {
  readonly guild: Guild;
  readonly store: Store;
  readonly gateway: BotInSandbox['sandbox']['discord']['gateway'];
  readonly textId: string;
  /** The channel that the bot is in. */
  place(): string | undefined;
  resumed(): Promise<void>;
  identified(): Promise<void>;
  /** What the bot has said in #music, panels not counted. */
  said(text: string): number;
  count(event: string): number;
}

async function scene(change: Partial<BotOptions> = {}): Promise<Scene> {
  const sandbox = await startQuietSandbox();
  onTestFinished(() => sandbox.close());
  sandbox.discord.gateway.identifies.everyMs = 0;
  const store = storeIn(await temporaryDirectory());
  const bot = await startBot({ store, identifyGapMs: 0, ...change }, sandbox);
  const guild = sandbox.discord.world.guilds.get(bot.guildId);
  if (guild === undefined) throw new Error('no guild');
  const { gateway } = sandbox.discord;
  const counts = new Map<string, number>();
  sandbox.discord.subscribe(({ type }) => counts.set(type, (counts.get(type) ?? 0) + 1));
  const next = async (event: string): Promise<void> => {
    const before = counts.get(event) ?? 0;
    await bot.until(event, () => ((counts.get(event) ?? 0) > before ? true : undefined));
  };
  const textId = bot.channelId('music');
  return {
    ...bot,
    guild,
    store,
    gateway,
    textId,
    place: () => guild.voiceStates.get(bot.botId)?.channelId,
    resumed: () => next('gatewayResumed'),
    identified: () => next('gatewayIdentified'),
    count: (event) => counts.get(event) ?? 0,
    said: (text) =>
      sandbox.discord.world.messages
        .in(textId)
        .filter((message) => JSON.stringify(message.components).includes(text)).length,
  };
}

/** Techno plays for Ada in the lounge. */
async function playing(): Promise<Scene> {
  const all = await scene();
  all.sandbox.people.get('Ada').join('Lounge');
  await all.type('Ada', '/lyria play techno');
  await all.media.next('start');
  all.media.joins(all.guildId, all.channelId('Lounge'));
  await all.until('the bot to be in', () => all.place());
  all.media.plays();
  return all;
}

const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('a join that is asked for while the gateway resumes is dropped, and asked for after it', async () => {
  const { gateway, media, place, resumed, type, guildId, channelId, sandbox, until } =
    await scene();
  sandbox.people.get('Ada').join('Lounge');
  await type('Ada', '/lyria play techno');
  await media.next('start');
  media.plays();
  gateway.delays = { identifyMs: 0, resumeMs: 300 };
  gateway.requestReconnect();
  await media.next('gateway');
  // The media side does not know yet.
  media.joins(guildId, channelId('Lounge'));
  await resumed();
  await until('the bot to be in', place);
});

test('a join never comes when its station has ended meanwhile, not even with the next session', async () => {
  const { gateway, media, place, resumed, identified, type, guildId, channelId, sandbox } =
    await scene();
  sandbox.people.get('Ada').join('Lounge');
  await type('Ada', '/lyria play techno');
  await media.next('start');
  gateway.delays = { identifyMs: 0, resumeMs: 300 };
  gateway.requestReconnect();
  await media.next('gateway');
  media.joins(guildId, channelId('Lounge'));
  media.emit({ type: 'ended', guildId, reason: 'failed', failure });
  await resumed();
  gateway.delays = { identifyMs: 0, resumeMs: 0 };
  gateway.invalidateSessions(false);
  await identified();
  await pass(QUIET_MS);
  expect(place()).toBeUndefined();
});

test('a goodbye that is said while the gateway resumes is said after it, and never again', async () => {
  const { gateway, media, place, resumed, identified, type, guildId, channelId, until } =
    await playing();
  gateway.delays = { identifyMs: 0, resumeMs: 300 };
  gateway.requestReconnect();
  await media.next('gateway');
  media.joins(guildId, null);
  media.emit({ type: 'ended', guildId, reason: 'failed', failure });
  await resumed();
  await until('the bot to be out', () => (place() === undefined ? true : undefined));
  gateway.delays = { identifyMs: 0, resumeMs: 0 };
  await type('Ada', '/lyria play jazz');
  await media.next('start', 2);
  media.joins(guildId, channelId('Lounge'));
  await until('the bot to be in again', place);
  media.plays();
  gateway.invalidateSessions(false);
  await identified();
  await pass(QUIET_MS);
  expect(place()).toBe(channelId('Lounge'));
});

test('the bot leaves a channel in which it finds itself without a station', async () => {
  const { gateway, sandbox, media, place, until, guildId, channelId, botId } = await scene();
  const join = (): void => {
    sandbox.discord.voiceStates.join(guildId, channelId('Lounge'), botId, {
      selfMute: false,
      selfDeaf: true,
    });
  };
  join();
  await until('the bot to be out', () => (place() === undefined ? true : undefined));
  // While it hears nothing, and is told at the resume.
  gateway.delays = { identifyMs: 0, resumeMs: 300 };
  gateway.requestReconnect();
  await pass(100);
  join();
  await until('the bot to be out', () => (place() === undefined ? true : undefined));
  expect(media.of('start')).toEqual([]);
});

test('a session that is called invalid in the same breath as it is resumed costs a new one, and no more', async () => {
  const { gateway, sandbox, bot, place, until, identified, media } = await playing();
  let isResumed = false;
  sandbox.discord.subscribe(({ type }) => {
    if (type !== 'gatewayResumed' || isResumed) return;
    isResumed = true;
    // The library's handler of the one meets what the other has already taken away.
    gateway.invalidateSessions(false);
  });
  gateway.requestReconnect();
  await identified();
  await until('the bot to be ready', () => (bot.status().discord === 'ready' ? true : undefined));
  await pass(QUIET_MS);
  expect(place()).toBeDefined();
  expect(bot.status().stations).toBe(1);
  expect(media.of('channelLost')).toEqual([]);
});

test('a resume that nobody answers is given up for a new session', async () => {
  const clock = new VirtualClock();
  const { gateway, count } = await scene({ clock });
  gateway.delays = { identifyMs: 0, resumeMs: 600_000 };
  const fromMs = clock.now();
  gateway.requestReconnect();
  while (count('gatewayIdentified') === 0) {
    await clock.advance(250);
    await pass(10);
  }
  expect(clock.now() - fromMs).toBeGreaterThan(RESUME_PATIENCE_MS);
  expect(count('gatewayResumed')).toBe(0);
});

test('a start in the middle of an outage waits for its end where music is to come back', async () => {
  const { sandbox, store, gateway, bot } = await playing();
  const { restFaults } = sandbox.discord;
  bot.suspend();
  await bot.close();
  restFaults.outage = { kind: 'page', status: 503, text: 'away', retryAfterS: null };
  gateway.refuseConnections = true;
  const told: string[] = [];
  const conditions = {
    raise: (name: string, text: string) => void told.push(`${name}: ${text}`),
    clear: (name: string) => void told.push(`${name} is over`),
  };
  const second = startBot({ store, identifyGapMs: 0, conditions }, sandbox);
  await pass(2 * QUIET_MS);
  restFaults.outage = null;
  await pass(QUIET_MS);
  gateway.refuseConnections = false;
  expect((await second).bot.status()).toEqual({ discord: 'ready', stations: 1 });
  expect(told[0]).toMatch(/^discord\.lost: discord\.unreachable: .*503.*What played is kept/);
  expect(told.at(-1)).toBe('discord.lost is over');
});

test('an own voice state of null that is told with a resume is no kick', async () => {
  const { gateway, sandbox, media, place, bot, until, guildId, botId, channelId } = await playing();
  gateway.delays = { identifyMs: 0, resumeMs: 200 };
  gateway.requestReconnect();
  await media.next('gateway');
  // Discord puts a bot out whose voice has been dead for a while.
  sandbox.discord.voiceStates.leave(guildId, botId);
  await until('the bot to be in again', () => (place() === channelId('Lounge') ? true : undefined));
  await pass(QUIET_MS);
  expect(media.of('channelLost')).toEqual([]);
  expect(bot.status().stations).toBe(1);
  expect(media.of('gateway').map(({ connected }) => connected)).toEqual([false, true]);
});

test('a kick while all is well is one', async () => {
  const { sandbox, media, guildId, botId } = await playing();
  sandbox.discord.voiceStates.leave(guildId, botId);
  expect((await media.next('channelLost')).reason).toBe('kicked');
});

test('a channel that was deleted while a new session was needed ends the station', async () => {
  const { gateway, sandbox, media, channelId } = await playing();
  gateway.refuseResumes = true;
  gateway.refuseConnections = true;
  gateway.dropConnections();
  await media.next('gateway');
  const lounge = sandbox.discord.world.channel(channelId('Lounge'));
  if (lounge !== undefined) sandbox.discord.world.deleteChannel(lounge);
  gateway.refuseConnections = false;
  expect((await media.next('channelLost')).reason).toBe('channel-deleted');
});

test('a bot that was thrown out of the server while it was away knows with the next session', async () => {
  const { gateway, sandbox, media, guild, guildId, botId, identified } = await playing();
  gateway.refuseResumes = true;
  gateway.refuseConnections = true;
  gateway.dropConnections();
  await media.next('gateway');
  const member = guild.members.get(botId);
  if (member !== undefined) sandbox.discord.world.removeMember(guildId, member);
  gateway.refuseConnections = false;
  await identified();
  expect((await media.next('channelLost')).reason).toBe('kicked');
});

test('what has to be told is told once Discord can be reached, and once', async () => {
  const { sandbox, store, gateway, media, guildId, said, until } = await playing();
  await until('the panel', () => store.stations.get(guildId)?.record.panelMessageId ?? undefined);
  const { restFaults } = sandbox.discord;
  restFaults.outage = { kind: 'page', status: 503, text: 'away', retryAfterS: null };
  gateway.refuseConnections = true;
  gateway.dropConnections();
  await media.next('gateway');
  media.emit({ type: 'ended', guildId, reason: 'failed', failure });
  await pass(QUIET_MS);
  restFaults.outage = null;
  gateway.refuseConnections = false;
  await until('the word', () => (said(ENGLISH.put(REFUSED)) > 0 ? true : undefined));
  await until('the panel to say so', () => (said('Ended') > 0 ? true : undefined));
  await pass(QUIET_MS);
  expect(said(ENGLISH.put(REFUSED))).toBe(1);
  expect(said('Playing')).toBe(0);
});

test('a guild that cannot be shown at the start keeps its station, which comes back with it', async () => {
  const { sandbox, store, gateway, media, bot, guildId, until } = await playing();
  gateway.setGuildOutage(guildId, true);
  await media.next('gateway');
  bot.suspend();
  await bot.close();
  const second = await startBot({ store, identifyGapMs: 0 }, sandbox);
  expect(second.bot.status().stations).toBe(0);
  expect(store.stations.get(guildId)).toBeDefined();
  gateway.setGuildOutage(guildId, false);
  await until('the station', () => (second.bot.status().stations === 1 ? true : undefined));
  expect(second.media.of('start')).toHaveLength(1);
});

/** The media side as far as voice goes: joins, asks again when the gateway is back, leaves. */
function voiceOf({ media, guildId, channelId }: Scene): void {
  let plays = false;
  const watch = async (): Promise<void> => {
    for (let number = 1; ; number += 1) {
      await media.nextOfAny(number);
      const command = media.commands[number - 1];
      if (command?.type === 'start') {
        plays = true;
        media.joins(guildId, channelId('Lounge'));
        media.plays();
      } else if (command?.type === 'stop' && plays) {
        plays = false;
        media.joins(guildId, null);
        media.emit({ type: 'ended', guildId, reason: 'stopped' });
      } else if (command?.type === 'channelLost' && plays) {
        plays = false;
        media.emit({ type: 'ended', guildId, reason: command.reason });
      }
    }
  };
  void watch();
}

test('whatever comes, in the end the bot is in voice where a station is kept, and nowhere else', async () => {
  const all = await scene();
  const { sandbox, gateway, media, guildId, channelId, botId, store, bot, place } = all;
  voiceOf(all);
  const ada = sandbox.people.get('Ada');
  ada.join('Lounge');
  const { voiceStates } = sandbox.discord;
  const self = { selfMute: false, selfDeaf: true };
  const steps = {
    resume: () => gateway.requestReconnect(),
    cut: () => gateway.dropConnections(),
    refuse: () => {
      gateway.refuseConnections = true;
      gateway.dropConnections();
    },
    admit: () => {
      gateway.refuseConnections = false;
    },
    play: () => void ada.type('music', '/lyria play techno'),
    stop: () => void ada.type('music', '/lyria stop'),
    fail: () => {
      // Whatever a station ends of, the media side leaves its channel first.
      media.joins(guildId, null);
      media.emit({ type: 'ended', guildId, reason: 'failed', failure });
    },
    kick: () => void voiceStates.leave(guildId, botId),
    drag: () => void voiceStates.join(guildId, channelId('Lounge'), botId, self),
    goodbye: () => media.joins(guildId, null),
    pass: () => {},
  };
  const names = Object.keys(steps) as (keyof typeof steps)[];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...names), fc.nat(200)), { minLength: 4, maxLength: 9 }),
      fc.nat(300),
      async (sequence, resumeMs) => {
        gateway.delays = { identifyMs: 0, resumeMs };
        for (const [name, afterMs] of sequence) {
          steps[name]();
          await pass(afterMs);
        }
        steps.admit();
        await all.until('everything to agree', () => {
          const isConnected = gateway.sessions.some(({ outlet }) => outlet !== null);
          const hasStation = bot.status().stations === 1;
          const isKept = store.stations.get(guildId) !== undefined;
          const isThere = place() !== undefined;
          return isConnected && hasStation === isKept && isKept === isThere ? true : undefined;
        });
      },
    ),
    { numRuns: 8 },
  );
});
