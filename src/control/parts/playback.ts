import { withDuration } from '#src/crowd/mix/ramp.ts';
import { isPaused } from '../reading.ts';
import type { GuildSettings } from '../StationRecord.ts';
import type { Turn } from '../Turn.ts';
import { stop } from './life.ts';

export function pause(turn: Turn): void {
  turn.keep({ paused: true });
  turn.send({ type: 'pause', guildId: turn.guildId });
}

export function resume(turn: Turn): void {
  turn.keep({ paused: false });
  turn.change({ pausedForNobody: false });
  turn.send({ type: 'resume', guildId: turn.guildId });
}

/** For this station and all that follow it on the server. */
export function setVolume(turn: Turn, volume: number): void {
  turn.effects.push({ do: 'changeSettings', changes: { volume } });
  settingsAre(turn, { ...turn.state.settings, volume });
}

/** What the people who manage the server have set is that now. */
export function settingsAre(turn: Turn, settings: GuildSettings): void {
  const before = turn.state.settings;
  // Who is there for ever has not been waiting to leave.
  if (settings.alwaysOn !== before.alwaysOn) endWaiting(turn);
  turn.change({ settings, ramp: withDuration(turn.state.ramp, settings.rampMs) });
  if (settings.language !== before.language) turn.redraw();
  const { volume } = settings;
  // What fades away stays on its way: the new volume counts if that is taken back.
  if (turn.state.sleep?.isFading === true) return;
  if (volume !== before.volume) turn.send({ type: 'setVolume', guildId: turn.guildId, volume });
}

/** The music goes down for whoever hears it and speaks, where the server wants that. */
export function followSpeakers(turn: Turn): void {
  const { settings, hearers, ducksFor, life } = turn.state;
  const people = settings.duck && life === 'playing' ? hearers : [];
  if (people.join() === ducksFor.join()) return;
  turn.change({ ducksFor: people });
  turn.send({ type: 'duck', guildId: turn.guildId, people });
}

/**
 * Somebody hears the music, or nobody: that is waited out first with it, then without. How long
 * nobody has is counted from the first time.
 */
export function audienceChanged(turn: Turn): void {
  const { hearers, isBlind, emptiness, patience, pausedForNobody } = turn.state;
  if (hearers.length > 0) {
    endWaiting(turn);
    if (pausedForNobody) resume(turn);
  } else if (!isBlind && emptiness === null) {
    const dueMs = turn.now.monoMs + patience.pauseAfterMs;
    turn.change({ emptiness: { next: 'pause', dueMs } });
  }
}

/** Waits for hearers no longer, or, when nobody comes, from the next `audienceChanged` on. */
export function endWaiting(turn: Turn): void {
  turn.change({ emptiness: null });
}

/** While the gateway is away nobody can be seen to come: then nobody is waited for, either. */
export function blind(turn: Turn, isBlind: boolean): void {
  turn.change({ isBlind });
  if (isBlind) endWaiting(turn);
}

export function wakeEmptiness(turn: Turn): void {
  const { emptiness, patience, settings } = turn.state;
  if (emptiness === null || emptiness.dueMs === null) return;
  if (emptiness.dueMs > turn.now.monoMs) return;
  if (emptiness.next === 'pause') {
    const dueMs = turn.now.monoMs + patience.leaveAfterMs;
    turn.change({ emptiness: { next: 'leave', dueMs } });
    if (isPaused(turn.state)) return;
    turn.change({ pausedForNobody: true });
    turn.send({ type: 'pause', guildId: turn.guildId });
  } else {
    turn.change({ emptiness: { next: 'leave', dueMs: null } });
    if (!settings.alwaysOn) stop(turn);
  }
}
