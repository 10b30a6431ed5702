/** What to do when the voice gateway has closed. */
export type CloseAction =
  /** Moved or removed: the gateway says which. */
  | 'await-word'
  /** Another attempt with the same values can only fail. */
  | 'give-up'
  | 'rejoin';

/**
 * Close codes after which Discord's documentation tells clients not to reconnect, or which another
 * attempt by the same program cannot change: unknown protocol (4012), encryption mode (4016), DAVE
 * required (4017), rate limited (4021), call terminated (4022).
 */
const FINAL = new Set([4012, 4016, 4017, 4021, 4022]);
const DISCONNECTED = 4014;

/** @param code undefined when the connection broke without one */
export function closeAction(code: number | undefined): CloseAction {
  if (code === DISCONNECTED) return 'await-word';
  return code !== undefined && FINAL.has(code) ? 'give-up' : 'rejoin';
}
