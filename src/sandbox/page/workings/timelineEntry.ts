import type { LoggedEvent } from '#src/sandbox/control/EventLog.ts';
import type { TimelineEntry } from '../client/wire.ts';

type Told = Pick<TimelineEntry, 'lane' | 'direction' | 'title' | 'detail' | 'failed'>;
type Data = Readonly<Record<string, unknown>>;

/** Sound that Lyria sends comes every 2 s and would bury the rest: it has a figure of its own. */
const FRAMES_PER_S = 48_000;

/** An event of the sandbox as a line of the timeline; undefined for what is not worth one. */
export function timelineEntry({
  sequence,
  at,
  atMs,
  type,
  data,
}: LoggedEvent): TimelineEntry | undefined {
  const told = TELLERS[type]?.(record(data));
  return told === undefined ? undefined : { sequence, at, atMs, ...told };
}

function entry(
  lane: Told['lane'],
  direction: Told['direction'],
  title: string,
  detail = '',
  failed = false,
): Told {
  return { lane, direction, title, detail, failed };
}

const TELLERS: Readonly<Record<string, (data: Data) => Told | undefined>> = {
  interactionCreated: (data) =>
    entry('interaction', 'in', deed(data), `by ${text(data['person'])}`),
  interactionAcknowledged: (data) =>
    entry(
      'interaction',
      'out',
      `${ANSWERS[text(data['answer'])] ?? 'answer'} to ${deed(data)}`,
      `after ${Math.round(Number(data['acknowledgedAfterMs']))} ms`,
    ),
  interactionFailed: (data) =>
    entry('interaction', 'out', `no answer to ${deed(data)}`, 'within three seconds', true),
  restRequest: (data) => {
    const status = Number(data['status']);
    const took = `${status}, ${Math.round(Number(data['durationMs']))} ms`;
    const route = text(data['route']).replace(/^\/api(?:\/v\d+)?/, '');
    return entry('rest', 'out', `${text(data['method'])} ${route}`, took, status >= 400);
  },
  gatewayOpened: () => entry('gateway', 'out', 'connected'),
  gatewayIdentified: () => entry('gateway', 'out', 'identified', 'a new session'),
  gatewayResumed: () => entry('gateway', 'out', 'resumed', 'the session goes on'),
  gatewayTurnedAway: () => entry('gateway', 'in', 'turned away', '', true),
  gatewayIdentifiedTooSoon: () => entry('gateway', 'in', 'identified too soon', '', true),
  gatewayRefused: (data) =>
    entry('gateway', 'in', 'refused', `close code ${text(data['code'])}`, true),
  gatewayClosed: (data) =>
    entry('gateway', 'in', 'closed', `close code ${text(data['code'])}`, true),
  gatewaySessionEnded: () => entry('gateway', 'in', 'session ended'),
  voiceStateChanged: (data) => {
    const before = text(record(data['before'])['channel']);
    const after = text(record(data['after'])['channel']);
    if (before === after) return undefined;
    const who = text(data['user']);
    return after === ''
      ? entry('voice', 'in', `${who} has left`, before)
      : entry('voice', 'in', `${who} has joined`, after);
  },
  voiceServerAssigned: (data) => entry('voice', 'in', 'voice server', text(data['endpoint'])),
  voiceStatusChanged: (data) =>
    entry('voice', 'out', 'channel status', text(record(data['channel'])['status'])),
  lyriaOpened: (data) => entry('lyria', 'out', `session ${text(data['session'])} opened`),
  lyriaReceived: (data) => lyriaMessage(data),
  lyriaSent: (data) =>
    entry(
      'lyria',
      'in',
      `session ${text(data['session'])} sends sound`,
      `${(Number(data['frames']) / FRAMES_PER_S).toFixed(1)} s`,
    ),
  lyriaClosed: (data) =>
    entry(
      'lyria',
      'in',
      `session ${text(data['session'])} closed`,
      `close code ${text(data['code'])}`,
      ![1000, 1001, 1005].includes(Number(data['code'])),
    ),
};

const ANSWERS: Readonly<Record<string, string>> = {
  reply: 'reply',
  deferredReply: '"thinking"',
  deferredUpdate: 'acknowledgement',
  update: 'edit',
  choices: 'suggestions',
  modal: 'form',
};

/** What a person did. */
function deed(data: Data): string {
  switch (data['type']) {
    case 'command':
      return `/${text(data['command'])}`;
    case 'autocomplete':
      return `typing /${text(data['command'])}`;
    case 'component':
      return `press ${text(data['customId'])}`;
    default:
      return `form ${text(data['customId'])}`;
  }
}

function lyriaMessage(data: Data): Told {
  const session = `session ${text(data['session'])}`;
  const message = record(data['message']);
  switch (message['type']) {
    case 'prompts': {
      const prompts = Array.isArray(message['prompts']) ? message['prompts'].map(record) : [];
      const mix = prompts.map((each) => `${text(each['text'])} ${rounded(each['weight'])}`);
      return entry('lyria', 'out', `${session}: prompts`, mix.join(', '));
    }
    case 'config': {
      const given = Object.entries(record(message['config']));
      const detail = given.map(([name, value]) => `${name} ${rounded(value)}`).join(', ');
      return entry('lyria', 'out', `${session}: controls`, detail);
    }
    default:
      return entry('lyria', 'out', `${session}: ${text(message['control'])}`);
  }
}

/** Numbers to two places: more says nothing to anybody. */
function rounded(value: unknown): string {
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : text(value);
}

function record(value: unknown): Data {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
