import type { Turn } from '../Turn.ts';
import { stop } from './life.ts';

/**
 * Since when nobody can hear a station because Discord, or its voice, cannot be reached, is kept: a
 * program that is killed meanwhile decides as if it had not been.
 */
export function voiceIs(turn: Turn, state: 'away' | 'there'): void {
  const { silentSinceMs } = turn.record;
  if (state === 'away' && silentSinceMs === null) {
    turn.keep({ silentSinceMs: turn.now.wallMs });
    turn.change({ outageDueMs: turn.now.monoMs + turn.state.patience.outageKeepMs });
  } else if (state === 'there' && silentSinceMs !== null) {
    turn.keep({ silentSinceMs: null });
    turn.change({ outageDueMs: null });
  }
}

/** After a restart: what was left of the time that is borne still is. */
export function resumeOutage(turn: Turn): void {
  const { silentSinceMs } = turn.record;
  const { monoMs, wallMs } = turn.now;
  if (silentSinceMs !== null) {
    const left = leftMs(silentSinceMs, wallMs, turn.state.patience.outageKeepMs);
    turn.change({ outageDueMs: monoMs + left });
  }
  voiceIs(turn, 'away');
}

export function wakeOutage(turn: Turn): void {
  const { outageDueMs, patience, settings, life } = turn.state;
  if (outageDueMs === null || outageDueMs > turn.now.monoMs) return;
  // Looked at again after as long: whether it is to stay for ever may have been changed by then.
  turn.change({ outageDueMs: turn.now.monoMs + patience.outageKeepMs });
  if (settings.alwaysOn || life !== 'playing') return;
  turn.change({ wasGivenUp: true });
  stop(turn);
}

/**
 * How much of the time that is borne is left, ms; 0 at least. The wall clock may have been set
 * meanwhile: an outage from the future has just begun.
 */
export function leftMs(sinceMs: number, nowMs: number, keepMs: number): number {
  return Math.max(0, keepMs - Math.max(0, nowMs - sinceMs));
}
