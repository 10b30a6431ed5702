/** What to do when the voice gateway has closed. */
export type CloseAction =
  /** Moved or removed: the gateway says which. */
  | 'await-word'
  /** Another attempt with the same values can only fail. */
  | 'give-up'
  /** Another attempt would be one too many. */
  | 'stay-away'
  | 'rejoin';

/** Disconnected (4014); call terminated: the channel was deleted or its voice server changed (4022). */
const REMOVED_OR_MOVED = new Set([4014, 4022]);
/**
 * What another attempt by the same program cannot change: unknown protocol (4012), encryption mode
 * (4016), DAVE required (4017).
 */
const FINAL = new Set([4012, 4016, 4017]);
/** Discord's documentation forbids to answer it with another attempt. */
const RATE_LIMITED = 4021;

/** @param code undefined when the connection broke without one */
export function closeAction(code: number | undefined): CloseAction {
  if (code === undefined) return 'rejoin';
  if (REMOVED_OR_MOVED.has(code)) return 'await-word';
  if (code === RATE_LIMITED) return 'stay-away';
  return FINAL.has(code) ? 'give-up' : 'rejoin';
}
