import { follow } from '../../backend/follow.ts';
import type { BackendEvent, Welcome, WorkingsStatus } from '../../contract.ts';
import type { HeardMix } from '../workings/mixShares.ts';
import type { PageState, Typing } from './PageState.ts';

/** As Discord shows it, unless the member writes before. */
export const TYPING_MS = 10_000;
/** More than anybody scrolls back through; what is older is in the sandbox's log. */
const MAX_TIMELINE_ENTRIES = 400;
/** How far back the picture of the mix goes. */
export const HISTORY_MS = 90_000;

/** The page after something has happened. */
export function applyEvent(state: PageState, event: BackendEvent, nowMs: number): PageState {
  switch (event.type) {
    case 'connection':
      return { ...state, connection: event.state };
    case 'sound':
      return { ...state, sound: event.sound };
    case 'microphone':
      return { ...state, microphone: event.isOn };
    case 'typing':
      return { ...state, typing: typingAfter(state.typing, event, nowMs) };
    case 'timeline':
      return {
        ...state,
        timeline: [...state.timeline, ...event.entries].slice(-MAX_TIMELINE_ENTRIES),
      };
    case 'workings':
      return {
        ...state,
        status: event.status,
        history: historyAfter(state.history, event.status),
      };
    case 'welcome':
      return welcome(state, event.welcome);
    case 'messageCreated': {
      const { author, channel_id: channelId } = event.message;
      const typing = state.typing.filter(
        (each) => each.userId !== author.id || each.channelId !== channelId,
      );
      return { ...state, typing, known: follow(state.known, event) };
    }
    default:
      return { ...state, known: follow(state.known, event) };
  }
}

function welcome(state: PageState, known: Welcome): PageState {
  const texts = known.channels.filter(({ kind }) => kind === 'text');
  const stays = texts.some(({ id }) => id === state.textChannelId);
  const samePerson = state.known?.me.id === known.me.id;
  return {
    ...state,
    known,
    textChannelId: stays ? state.textChannelId : texts[0]?.id,
    // What was under way belongs to the connection, or the person, of before.
    pending: new Set(),
    busy: new Set(),
    openSelect: undefined,
    modal: samePerson ? state.modal : undefined,
    failures: samePerson ? state.failures : new Map(),
  };
}

function typingAfter(
  typing: readonly Typing[],
  { channelId, userId }: { readonly channelId: string; readonly userId: string },
  nowMs: number,
): Typing[] {
  const others = typing.filter(
    (each) => each.untilMs > nowMs && (each.userId !== userId || each.channelId !== channelId),
  );
  return [...others, { channelId, userId, untilMs: nowMs + TYPING_MS }];
}

function historyAfter(history: readonly HeardMix[], status: WorkingsStatus): HeardMix[] {
  const { atMs, heard } = status;
  return [
    ...history.filter((each) => each.atMs > atMs - HISTORY_MS && each.atMs < atMs),
    { atMs, mix: heard },
  ];
}
