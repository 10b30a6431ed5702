import { Events } from 'discord.js';
import type { DoctorPort, KeysPort, WordsPort } from '#commands/Command.ts';
import { lyriaCommand } from '#commands/index.ts';
import { tell } from '#src/texts/texts.ts';
import type { Clock } from '../clock.ts';
import type { Conditions } from '../conditions.ts';
import { PATIENCE, type Patience } from '../control/StationState.ts';
import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';
import type { MediaPort } from '../media/protocol.ts';
import type { Store } from '../store/openStore.ts';
import { CommandDesk } from './CommandDesk.ts';
import { applicationId, sessionStartLimit } from './checkIn.ts';
import { discreetLog, logClient } from './clientLog.ts';
import { createClient, inviteUrlOf } from './createClient.ts';
import { type DiscordCounts, DiscordTally } from './DiscordTally.ts';
import { Clips } from './desk/Clips.ts';
import { StationDesk } from './desk/StationDesk.ts';
import { closedFor } from './failure.ts';
import { followVoice } from './followVoice.ts';
import { followGateway } from './gateway/followGateway.ts';
import { GatewayPresence } from './gateway/GatewayPresence.ts';
import { type IdentifyMemory, LogInTurn } from './gateway/LogInTurn.ts';
import { Interactions } from './interactions/Interactions.ts';
import { RecentInteractions, tellFiltered } from './interactions/RecentInteractions.ts';
import { logIn } from './logIn.ts';
import { clientMessages } from './messages.ts';
import { Painter } from './recap/Painter.ts';
import { RestLimits } from './rest/RestLimits.ts';
import { StartPatience } from './StartPatience.ts';
import { TalkDesk, type TalkOptions } from './talk/TalkDesk.ts';
import { within } from './within.ts';

/** An edit takes a fraction of a second, and 50 servers fit into one. */
const FAREWELL_MS = 2_500;
/**
 * A goodbye on the gateway takes one round trip; the library's own `destroy` never resolves when the
 * gateway has not even said hello.
 */
const GOODBYE_MS = 2_000;

export interface BotOptions {
  readonly token: string;
  readonly apiUrl?: string;
  readonly devGuildId?: string;
  readonly media: MediaPort;
  readonly store: Store;
  readonly words: WordsPort;
  readonly doctor: DoctorPort;
  readonly log: Log;
  readonly conditions: Conditions;
  /** What is known of the bot's log-ins of the last day; nothing unless given. */
  readonly identifies?: IdentifyMemory;
  /** Between two introductions to the gateway; as Discord wants it unless given. */
  readonly identifyGapMs?: number;
  readonly clock: Clock;
  /** `Date.now` unless given. */
  readonly wallClock?: () => number;
  readonly random: () => number;
  /** How long an empty channel and an outage are borne; `PATIENCE` unless given. */
  readonly patience?: Partial<Patience>;
  /** After the start: Discord has closed the gateway for good, and another attempt is in vain. */
  readonly onLost?: (failure: FailureError) => void;
  /** Whom members talk to; nobody unless given. */
  readonly talk?: TalkOptions;
  /** Keys of servers' own; none unless given. */
  readonly keys?: KeysPort;
}

const NO_TALK: TalkOptions = { kind: 'off', speechMsPerHour: 0 };
const OFF = tell('key.off');
const NO_KEYS: KeysPort = {
  whyOff: OFF,
  set: async () => ({ ok: false, why: OFF }),
  remove: async () => false,
};

export interface Bot {
  /** Resolves when the bot is ready; rejects with a `FailureError` that tells the operator why not. */
  start(): Promise<void>;
  status(): { readonly discord: 'connecting' | 'ready' | 'lost'; readonly stations: number };
  /** What has passed between the bot and Discord, for the operator. */
  counts(): DiscordCounts;
  /** Where to invite the bot; empty before it is ready. */
  readonly inviteUrl: string;
  /** From now on what plays is kept for the next start, whatever happens to it; panels say so. */
  suspend(): void;
  close(): Promise<void>;
}

/** The discord.js client and everything on the control side. */
export function createBot(options: BotOptions): Bot {
  const { clock, media, store, conditions, random, words, doctor, apiUrl } = options;
  const log = discreetLog(options.log);
  const turn = new LogInTurn({
    clock,
    wallClock: Date.now,
    memory: options.identifies ?? { starts: [], others: [], note: async () => {} },
    conditions,
    ...(options.identifyGapMs === undefined ? {} : { gapMs: options.identifyGapMs }),
  });
  const isPatient = store.stations.list().length > 0;
  const patience = new StartPatience({ isPatient, clock, conditions, random });
  const tally = new DiscordTally();
  const limits = new RestLimits({
    clock,
    wallClock: Date.now,
    conditions,
    onLimited: (kind) => tally.limited(kind),
  });
  const client = createClient({ turn, limits, apiUrl, clock, random, log });
  const recent = new RecentInteractions(clock);
  const messages = clientMessages(client);
  const { talk: talkOptions = NO_TALK, keys = NO_KEYS } = options;
  const desk = new StationDesk({
    client,
    media,
    messages,
    canTalk: talkOptions.kind !== 'off',
    store,
    clock,
    wallClock: options.wallClock ?? Date.now,
    log,
    patience: { ...PATIENCE, ...options.patience },
    onFiltered: tellFiltered({ client, recent, log }),
  });
  const clips = new Clips(media, clock);
  const painter = new Painter();
  const talk = new TalkDesk(talkOptions, {
    client,
    media,
    channels: desk.panelChannels,
    clock,
    log,
    settings: (guildId) => desk.settings(guildId),
  });
  const interactions = new Interactions({
    desk,
    talk,
    keys,
    recent,
    clock,
    random,
    words,
    doctor,
    log,
    tally,
    mixes: store.mixes,
    history: store.history,
    clips,
    painter,
  });
  const presence = new GatewayPresence({ clock, conditions });
  let closing = false;
  let hasStarted = false;
  /** Settled when every panel says that the bot is away. */
  let farewell: Promise<void> = Promise.resolve();

  client.on(Events.InteractionCreate, (interaction) => void interactions.handle(interaction));
  followVoice(client, {
    desk,
    log,
    onVisitEnded: (guildId, userId) => {
      interactions.visitEnded(guildId, userId);
      talk.visitEnded(guildId, userId);
    },
  });
  logClient(client, log);
  followGateway(client, {
    onGuildLost: (guildId) => desk.guildIsLost(guildId),
    onGuildBack: (guild, isNewSession) => desk.guildIsBack(guild, isNewSession),
    onGuildLeft: (guildId) => {
      desk.voice.guildLost(guildId);
      store.settings.forget(guildId);
      store.mixes.forget(`guild ${guildId}`);
      store.history.forget(guildId);
      void keys.remove(guildId);
    },
    onAway: () => {
      if (!closing) presence.left();
    },
    onBack: (isWhole) => {
      if (presence.state !== 'connecting') tally.reconnected();
      desk.gatewayIsBack();
      if (isWhole) presence.came();
    },
    onClosed: (closeCode) => {
      if (!closing && hasStarted) options.onLost?.(new FailureError(closedFor(closeCode)));
    },
  });

  const commands = new CommandDesk({
    rest: client.rest,
    command: lyriaCommand,
    guildId: options.devGuildId,
    clock,
    log,
  });

  return {
    async start() {
      const rest = client.rest.setToken(options.token);
      // Whatever can be found out without a log-in, of which Discord counts each.
      // A limit is waited out here: a start that ended because of it would be tried again at once.
      const ask = () => patience.outlast(() => limits.outlast(() => sessionStartLimit(rest)));
      const limit = await ask();
      await commands.open(await applicationId(rest));
      if (closing) return;
      await turn.forStart(limit, ask);
      if (closing) return;
      await logIn({ client, token: options.token, clock, patience });
      hasStarted = true;
      if (closing) return;
      await desk.restore();
      if (client.application !== null) await commands.keepOn(client.application.id);
      // As many requests as servers: in its own time.
      void commands.tidy([...client.guilds.cache.keys()]);
    },

    status: () => ({ discord: presence.state, stations: desk.size }),

    counts: () => tally.counts(),

    get inviteUrl() {
      return inviteUrlOf(client);
    },

    suspend() {
      farewell = desk.suspend();
    },

    async close() {
      closing = true;
      turn.close();
      patience.close();
      commands.close();
      presence.close();
      limits.close();
      desk.close();
      clips.close();
      painter.close();
      talk.close();
      await within(FAREWELL_MS, farewell, clock);
      await within(GOODBYE_MS, client.destroy(), clock);
    },
  };
}
