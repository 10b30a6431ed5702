import { randomBytes } from 'node:crypto';
import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import type { Ending, Refusal } from '#src/generator/Conditions.ts';
import { LIVE_FAULTS } from '#src/generator/live/LiveConditions.ts';
import { type ChunkOddities, USUAL_CHUNKS } from '#src/generator/packChunk.ts';
import { ControlError } from '#src/sandbox/control/ControlError.ts';
import type { ControlContext } from '#src/sandbox/control/context.ts';
import { OUTAGE_PARTS } from '#src/sandbox/Outage.ts';
import { cloudflareLimit, plainError } from '#src/sandbox/rest/RestFaults.ts';
import type { NetworkConditions } from '#src/sandbox/voice/contract.ts';
import type { FaultSwitch } from '../client/wire.ts';
import { DJ_FAULTS } from './djFaults.ts';

/** One fault: how the drawer shows it, how it stands, and how it is set. */
export interface FaultDefinition {
  readonly show: (context: ControlContext) => FaultSwitch;
  readonly set: (context: ControlContext, value: boolean | number) => void | Promise<void>;
}

interface Words {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly help: string;
}

function toggle(
  words: Words,
  read: (context: ControlContext) => boolean,
  write: (context: ControlContext, on: boolean) => void | Promise<void>,
): FaultDefinition {
  return {
    show: (context) => ({ kind: 'toggle', ...words, value: read(context) }),
    set: (context, value) => write(context, value === true),
  };
}

function range(
  words: Words & { readonly min: number; readonly max: number; readonly step: number },
  unit: string,
  read: (context: ControlContext) => number,
  write: (context: ControlContext, value: number) => void,
): FaultDefinition {
  return {
    show: (context) => ({ kind: 'range', ...words, unit, value: read(context) }),
    set: (context, value) =>
      write(context, Math.min(words.max, Math.max(words.min, Number(value)))),
  };
}

/** A toggle of something that does not tell how it stands. */
function remembered(
  words: Words,
  write: (context: ControlContext, on: boolean) => void,
): FaultDefinition {
  const on = new WeakSet<ControlContext>();
  return toggle(
    words,
    (context) => on.has(context),
    (context, value) => {
      write(context, value);
      if (value) on.add(context);
      else on.delete(context);
    },
  );
}

function action(
  words: Words,
  run: (context: ControlContext) => void | Promise<void>,
): FaultDefinition {
  return { show: () => ({ kind: 'action', ...words }), set: run };
}

const DISCORD = 'All of Discord';
const LYRIA = 'Lyria';
const DJ = 'The DJ';
const GATEWAY = "Discord's gateway";
const REST = "Discord's REST API";
const VOICE = 'Voice';

const OUTAGE_MS = 30_000;
const ODD_CHUNKS: ChunkOddities = { ...USUAL_CHUNKS, pieceMs: 370, together: true };
/** As Lyria words it. */
const NO_QUOTA: Refusal = {
  kind: 'close',
  code: 1011,
  reason: 'You exceeded your current quota, please check your plan and billing details.',
};

const BAD_KEY: Refusal = {
  kind: 'close',
  code: 1008,
  reason: 'Your API key was reported as leaked. Please use another API key.',
};
const NO_CREDIT: Refusal = {
  kind: 'close',
  code: 1011,
  reason: 'Your prepayment credits are depleted. Please go to AI Studio to manage your project.',
};
const OVERLOADED: Refusal = {
  kind: 'status',
  status: 503,
  text: JSON.stringify({
    error: {
      code: 503,
      message: 'The model is overloaded. Please try again later.',
      status: 'UNAVAILABLE',
    },
  }),
  retryAfter: '20',
};
/** Good keys get this now and then, and the next start succeeds. */
const PASSING: Ending = {
  kind: 'close',
  code: 1008,
  reason: 'Operation is not implemented, or supported, or enabled.',
};
const PASSING_TIMES = 2;
const MONO_CHUNKS: ChunkOddities = { ...USUAL_CHUNKS, rate: 24_000, channels: 1 };
const UNPLAYABLE_CHUNKS: ChunkOddities = { ...USUAL_CHUNKS, mimeType: 'audio/mpeg' };

/** A way to refuse all starts; of several, the last that was switched on stands. */
function refusing(words: Words, refusal: Refusal): FaultDefinition {
  return toggle(
    words,
    ({ conditions }) => conditions.refusal === refusal,
    ({ conditions }, on) => conditions.refuse(on ? refusal : undefined),
  );
}

/** A way to send audio; of several, the last that was switched on stands. */
function sending(words: Words, chunks: ChunkOddities): FaultDefinition {
  return toggle(
    words,
    ({ conditions }) => conditions.state.chunks === chunks,
    ({ conditions }, on) => conditions.set({ chunks: on ? chunks : USUAL_CHUNKS }),
  );
}

const BROKEN_STATUS = 503;
const TOO_MANY_REQUESTS = 429;
const RETRY_AFTER_S = 300;
/** Of the switches that answer every request, one is on at a time. */
const NO_ANSWER = { broken: false, limited: false, banned: false } as const;
const SLOW_MS = 2_000;
const SLOW_RESUME_MS = 5_000;
/** About as long as a commit. */
const GARBAGE_BYTES = 400;

/** Discord's word for "your voice server has crashed, resume elsewhere". */
const VOICE_SERVER_CRASHED = 4015;

const SESSION_NO_LONGER_VALID = 4006;

/** Every fault in the drawer, in its order; the first one's group is open. A new one is one entry. */
export const FAULTS: readonly FaultDefinition[] = [
  toggle(
    {
      id: 'lyria.stalled',
      group: LYRIA,
      label: 'Pull the plug',
      help: 'No music comes; the connection stays up.',
    },
    ({ conditions }) => conditions.state.stalled,
    ({ conditions }, stalled) => conditions.set({ stalled }),
  ),
  range(
    {
      id: 'lyria.pace',
      group: LYRIA,
      label: 'Pace',
      help: 'Lyria itself has 97 to 99%.',
      min: 50,
      max: 100,
      step: 1,
    },
    '%',
    ({ conditions }) => Math.round(conditions.state.pace * 100),
    ({ conditions }, percent) => conditions.set({ pace: percent / 100 }),
  ),
  action(
    {
      id: 'lyria.drop',
      group: LYRIA,
      label: 'Drop the sessions',
      help: 'The bot opens another.',
    },
    ({ conditions }) => conditions.interrupt({ kind: 'reset' }),
  ),
  action(
    {
      id: 'lyria.outage',
      group: LYRIA,
      label: 'Take Lyria down for 30 s',
      help: 'Sessions end, and new ones are refused.',
    },
    ({ conditions }) => conditions.outageFor(OUTAGE_MS),
  ),
  action(
    {
      id: 'lyria.passing',
      group: LYRIA,
      label: 'Close for no reason',
      help: 'Sessions end with 1008, and so do the next two starts.',
    },
    ({ conditions }) => {
      conditions.refuse(PASSING, PASSING_TIMES);
      conditions.interrupt(PASSING);
    },
  ),
  refusing(
    {
      id: 'lyria.noQuota',
      group: LYRIA,
      label: 'Use up the quota',
      help: 'New sessions are refused.',
    },
    NO_QUOTA,
  ),
  refusing(
    {
      id: 'lyria.noCredit',
      group: LYRIA,
      label: 'Use up the credit',
      help: 'New sessions are refused: somebody has to pay.',
    },
    NO_CREDIT,
  ),
  refusing(
    {
      id: 'lyria.badKey',
      group: LYRIA,
      label: 'Refuse the key',
      help: 'New sessions are refused: the key was leaked.',
    },
    BAD_KEY,
  ),
  refusing(
    {
      id: 'lyria.overloaded',
      group: LYRIA,
      label: 'Overload',
      help: 'New sessions are refused with 503, and “try again in 20 s”.',
    },
    OVERLOADED,
  ),
  sending(
    {
      id: 'lyria.oddChunks',
      group: LYRIA,
      label: 'Odd chunks',
      help: 'Short pieces, several to a message.',
    },
    ODD_CHUNKS,
  ),
  sending(
    {
      id: 'lyria.mono',
      group: LYRIA,
      label: 'Mono at 24 kHz',
      help: 'The bot converts it.',
    },
    MONO_CHUNKS,
  ),
  sending(
    {
      id: 'lyria.unplayable',
      group: LYRIA,
      label: 'Unplayable audio',
      help: 'It calls itself MP3: the bot has to say so.',
    },
    UNPLAYABLE_CHUNKS,
  ),
  toggle(
    {
      id: 'discord.outage',
      group: DISCORD,
      label: 'Cut Discord off',
      help: 'No gateway, no REST API, no voice, as when the network fails.',
    },
    ({ outage }) => outage.standing !== null,
    ({ outage }, away) => {
      if (away) outage.begin({ lastsMs: null, status: null, parts: OUTAGE_PARTS });
      else outage.end();
    },
  ),
  action(
    {
      id: 'gateway.drop',
      group: GATEWAY,
      label: 'Cut the line',
      help: 'The connection is gone without a word; the bot resumes.',
    },
    ({ discord }) => discord.gateway.dropConnections(undefined),
  ),
  action(
    {
      id: 'gateway.reconnect',
      group: GATEWAY,
      label: 'Ask to reconnect',
      help: 'As Discord does when a server is replaced.',
    },
    ({ discord }) => discord.gateway.requestReconnect(),
  ),
  action(
    {
      id: 'gateway.invalidate',
      group: GATEWAY,
      label: 'Invalidate the session',
      help: 'The bot has to identify anew.',
    },
    ({ discord }) => discord.gateway.invalidateSessions(false),
  ),
  toggle(
    {
      id: 'gateway.refuseResumes',
      group: GATEWAY,
      label: 'Refuse to resume',
      help: 'A bot that comes back is told that its session is gone.',
    },
    ({ discord }) => discord.gateway.refuseResumes,
    ({ discord }, on) => {
      discord.gateway.refuseResumes = on;
    },
  ),
  toggle(
    {
      id: 'gateway.slowResume',
      group: GATEWAY,
      label: 'Resume slowly',
      help: 'A bot that comes back is told so only after 5 s.',
    },
    ({ discord }) => discord.gateway.delays.resumeMs > 0,
    ({ discord }, slow) => {
      const { delays } = discord.gateway;
      discord.gateway.delays = { ...delays, resumeMs: slow ? SLOW_RESUME_MS : 0 };
    },
  ),
  toggle(
    {
      id: 'gateway.refuseConnections',
      group: GATEWAY,
      label: 'Turn everybody away',
      help: 'Nobody who connects gets in.',
    },
    ({ discord }) => discord.gateway.refuseConnections,
    ({ discord }, on) => {
      discord.gateway.refuseConnections = on;
    },
  ),
  toggle(
    {
      id: 'gateway.ignoreHeartbeats',
      group: GATEWAY,
      label: 'Fall silent',
      help: 'Heartbeats are not answered: the bot has to notice by itself.',
    },
    ({ discord }) => discord.gateway.ignoreHeartbeats,
    ({ discord }, on) => {
      discord.gateway.ignoreHeartbeats = on;
    },
  ),
  toggle(
    {
      id: 'rest.broken',
      group: REST,
      label: 'Fail',
      help: 'Every request of the bot ends with status 503.',
    },
    (context) => restFault(context).broken,
    (context, broken) => setRestFault(context, { ...NO_ANSWER, broken }),
  ),
  toggle(
    {
      id: 'rest.limited',
      group: REST,
      label: 'Limit everything',
      help: 'Every request is told to come back in five minutes.',
    },
    (context) => restFault(context).limited,
    (context, limited) => setRestFault(context, { ...NO_ANSWER, limited }),
  ),
  toggle(
    {
      id: 'rest.banned',
      group: REST,
      label: 'Ban the address',
      help: "Cloudflare's error 1015 instead of every answer.",
    },
    (context) => restFault(context).banned,
    (context, banned) => setRestFault(context, { ...NO_ANSWER, banned }),
  ),
  toggle(
    {
      id: 'rest.slow',
      group: REST,
      label: 'Be slow',
      help: 'Every answer is 2 s late; presses have 3 s.',
    },
    (context) => restFault(context).slow,
    (context, slow) => setRestFault(context, { slow }),
  ),
  range(
    {
      id: 'voice.loss',
      group: VOICE,
      label: 'Lost packets',
      help: 'Datagrams of sound that never arrive.',
      min: 0,
      max: 30,
      step: 1,
    },
    '%',
    ({ voice }) => Math.round((voice.faults.network().conditions?.loss ?? 0) * 100),
    (context, percent) => setNetwork(context, { loss: percent / 100 }),
  ),
  range(
    {
      id: 'voice.jitter',
      group: VOICE,
      label: 'Late packets',
      help: 'Each comes later by anything up to this.',
      min: 0,
      max: 400,
      step: 20,
    },
    'ms',
    ({ voice }) => voice.faults.network().conditions?.jitterMs ?? 0,
    (context, jitterMs) => setNetwork(context, { jitterMs }),
  ),
  action(
    {
      id: 'voice.cut',
      group: VOICE,
      label: 'Cut the voice line',
      help: "The bot's voice connection is gone without a word.",
    },
    (context) => interruptVoice(context),
  ),
  action(
    {
      id: 'voice.crash',
      group: VOICE,
      label: 'Crash the voice server',
      help: 'The bot is told to resume.',
    },
    (context) => interruptVoice(context, VOICE_SERVER_CRASHED),
  ),
  action(
    {
      id: 'voice.move',
      group: VOICE,
      label: 'Move the voice server',
      help: 'Everybody has to connect anew, elsewhere.',
    },
    (context) => moveVoiceServer(context),
  ),
  toggle(
    {
      id: 'voice.gone',
      group: VOICE,
      label: 'Take the voice server away',
      help: 'Nobody can connect until it is back, under a new address.',
    },
    ({ voice }) => voice.endpoint === null,
    async (context, gone) => {
      if (!gone) return moveVoiceServer(context);
      await context.voice.faults.goAway();
      assignServersAnew(context);
    },
  ),
  remembered(
    {
      id: 'voice.noDave',
      group: VOICE,
      label: 'No end-to-end encryption',
      help: 'As when a member without it joins: the sound goes on without.',
    },
    ({ voice }, on) => voice.faults.switchDave(!on),
  ),
  remembered(
    {
      id: 'voice.alone',
      group: VOICE,
      label: 'End empty channels',
      help: "The bot's voice session ends (4006) when the last listener leaves.",
    },
    ({ voice }, on) => voice.faults.closeWhenAlone(on ? SESSION_NO_LONGER_VALID : null),
  ),
  action(
    {
      id: 'voice.garbage',
      group: VOICE,
      label: 'Garble the encryption',
      help: 'The bot is sent a commit that no client has made.',
    },
    (context) => garbleVoice(context),
  ),
  action(
    {
      id: 'voice.kick',
      group: VOICE,
      label: 'Disconnect the bot',
      help: 'As a moderator can: the music ends.',
    },
    ({ discord, guildId, ...context }) => {
      discord.voiceStates.leave(guildId, botIn({ discord, guildId, ...context }));
    },
  ),
  ...LIVE_FAULTS.map((fault) =>
    toggle(
      { id: `dj.${fault}`, group: DJ, ...DJ_FAULTS[fault] },
      ({ live }) => live.conditions.has(fault),
      ({ live: { conditions } }, on) => {
        const others = conditions.state.faults.filter((each) => each !== fault);
        conditions.set({ faults: on ? [...others, fault] : others });
      },
    ),
  ),
];

interface RestTrouble {
  readonly broken: boolean;
  /** By the API's own limits. */
  readonly limited: boolean;
  /** By Cloudflare. */
  readonly banned: boolean;
  readonly slow: boolean;
}

/** Of all requests; what the control API has set for some of them is left out. */
function restFault({ discord }: ControlContext): RestTrouble {
  const ofAll = discord.restFaults.standing.find(
    ({ method, route, left }) => method === null && route === null && left === null,
  );
  const answer = ofAll?.answer;
  return {
    broken: answer?.kind === 'page' && answer.status === BROKEN_STATUS,
    limited: answer?.kind === 'limited',
    banned: answer?.kind === 'page' && answer.status === TOO_MANY_REQUESTS,
    slow: ofAll?.delayMs === SLOW_MS,
  };
}

/** Replaces whatever faults there are: of several, a request meets only the first. */
function setRestFault(context: ControlContext, change: Partial<RestTrouble>): void {
  const { broken, limited, banned, slow } = { ...restFault(context), ...change };
  const { restFaults } = context.discord;
  restFaults.lift();
  const answer = banned
    ? cloudflareLimit(RETRY_AFTER_S)
    : limited
      ? ({ kind: 'limited', retryAfterS: RETRY_AFTER_S, scope: 'global' } as const)
      : broken
        ? plainError(BROKEN_STATUS)
        : null;
  if (answer === null && !slow) return;
  const delayMs = slow ? SLOW_MS : 0;
  restFaults.add({ method: null, route: null, answer, delayMs, times: null, lastsMs: null });
}

/** A network without a fault is as if there were none. */
function setNetwork({ voice }: ControlContext, change: Partial<NetworkConditions>): void {
  const fair = { loss: 0, delayMs: 0, jitterMs: 0, reordering: 0, seed: 1 };
  const conditions = { ...fair, ...voice.faults.network().conditions, ...change };
  const bad = conditions.loss + conditions.delayMs + conditions.jitterMs + conditions.reordering;
  voice.faults.impairNetwork(bad === 0 ? undefined : conditions);
}

/** Bots are told where it is now, as when a region changes. */
async function moveVoiceServer(context: ControlContext): Promise<void> {
  await context.voice.faults.relocate();
  assignServersAnew(context);
}

/** All guilds have the same voice server. */
function assignServersAnew({ discord }: ControlContext): void {
  for (const guildId of discord.world.guilds.keys()) discord.voiceStates.assignServerAnew(guildId);
}

function garbleVoice(context: ControlContext): void {
  const message = {
    op: VoiceOpcodes.DaveMlsAnnounceCommitTransition,
    bytes: randomBytes(GARBAGE_BYTES),
  };
  const { faults } = context.voice;
  if (faults.forge(context.guildId, botIn(context), message)) return;
  throw new ControlError(409, 'voice.notConnected', 'The bot has no voice connection.');
}

function interruptVoice(context: ControlContext, closeCode?: number): void {
  if (context.voice.interrupt(context.guildId, botIn(context), closeCode)) return;
  throw new ControlError(409, 'voice.notConnected', 'The bot has no voice connection.');
}

/** The bot that is in voice. */
function botIn({ discord, guildId }: ControlContext): string {
  const states = discord.world.guilds.get(guildId)?.voiceStates.values() ?? [];
  for (const { userId } of states) {
    if (discord.world.users.get(userId)?.bot === true) return userId;
  }
  throw new ControlError(409, 'voice.notConnected', 'The bot is in no voice channel.');
}
