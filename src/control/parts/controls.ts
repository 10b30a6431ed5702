import { RAMP_INTERVAL_MS } from '#src/crowd/mix/ramp.ts';
import { adoptConfig } from '#src/crowd/mix/tunedConfig.ts';
import { pressTuning, stepsOf } from '#src/crowd/mix/tuning.ts';
import { applyChanges, changesBetween } from '#src/music/controlChanges.ts';
import { GRADUAL_CONTROLS, type MusicGenerationConfig, type Tunable } from '#src/music/controls.ts';
import { configWanted, counting } from '../reading.ts';
import type { Controls } from '../StationState.ts';
import type { Turn } from '../Turn.ts';

/** Every new tempo is a new piece: several presses in a row are to be one. */
const TEMPO_SETTLES_MS = 2_000;
/** Two places are more than anybody hears. */
const PLACES = 100;

/** Another configuration is decided on, and plays at once. */
export function setControls(turn: Turn, wanted: MusicGenerationConfig): void {
  adopt(turn, wanted);
  send(turn, wanted);
}

/** Another configuration is decided on; what can move in steps moves there in so long. */
export function moveControls(turn: Turn, to: MusicGenerationConfig, durationMs: number): void {
  adopt(turn, to);
  const from = turn.state.controls.sent;
  const steps = Math.max(1, Math.round(durationMs / RAMP_INTERVAL_MS.default));
  stepControls(turn, { from, to, step: 1, steps: movesSoftly(from, to) ? steps : 1 });
}

/** Somebody wishes for a step more or less. @returns false at the furthest they can wish for */
export function nudge(turn: Turn, userId: string, control: Tunable, direction: 1 | -1): boolean {
  const before = turn.record.tuning;
  const tuning = pressTuning(before, control, userId, direction);
  if (stepsOf(tuning, control, userId) === stepsOf(before, control, userId)) return false;
  turn.keep({ tuning });
  followWishes(turn);
  return true;
}

/** Plays what the voters wish: at once, but a tempo only when they have finished pressing. */
export function followWishes(turn: Turn): void {
  const config = configWanted(turn.state, turn.now);
  const { asked } = turn.state.controls;
  const soft = applyChanges(config, { bpm: asked.bpm ?? null });
  if (Object.keys(changesBetween(asked, soft)).length > 0) ask(turn, soft);
  const waits = config.bpm !== asked.bpm;
  change(turn, { tempoDueMs: waits ? turn.now.monoMs + TEMPO_SETTLES_MS : null });
}

/** What is due by time alone: a tempo that has settled, and the next step of a movement. */
export function wakeControls(turn: Turn): void {
  const { monoMs } = turn.now;
  const { tempoDueMs } = turn.state.controls;
  if (tempoDueMs !== null && tempoDueMs <= monoMs) {
    change(turn, { tempoDueMs: null });
    ask(turn, configWanted(turn.state, turn.now));
  }
  const { movement } = turn.state.controls;
  if (movement !== null && movement.dueMs <= monoMs) {
    stepControls(turn, { ...movement, step: movement.step + 1 });
  }
}

function ask(turn: Turn, config: MusicGenerationConfig): void {
  change(turn, { asked: config });
  send(turn, config);
}

function adopt(turn: Turn, wanted: MusicGenerationConfig): void {
  const { config: own, tuning } = turn.record;
  const adopted = adoptConfig({ own, tuning }, counting(turn.vote, turn.now), wanted);
  turn.keep({ config: adopted.own, tuning: adopted.tuning });
  change(turn, { asked: wanted, tempoDueMs: null });
}

/** From now on that, and nothing of a movement under way. */
function send(turn: Turn, config: MusicGenerationConfig): void {
  change(turn, { sent: config, movement: null });
  turn.send({ type: 'setConfig', guildId: turn.guildId, config });
}

function stepControls(
  turn: Turn,
  movement: {
    readonly from: MusicGenerationConfig;
    readonly to: MusicGenerationConfig;
    readonly step: number;
    readonly steps: number;
  },
): void {
  const { from, to, step, steps } = movement;
  send(turn, step >= steps ? to : blendControls(from, to, step / steps));
  if (step >= steps) return;
  const dueMs = turn.now.monoMs + RAMP_INTERVAL_MS.default;
  change(turn, { movement: { ...movement, dueMs } });
}

/**
 * `to`, with the soft controls that both configurations set on the straight line between.
 *
 * @param part 0 is near `from`, 1 near `to`
 */
export function blendControls(
  from: MusicGenerationConfig,
  to: MusicGenerationConfig,
  part: number,
): MusicGenerationConfig {
  const blended: { -readonly [K in keyof MusicGenerationConfig]: MusicGenerationConfig[K] } = {
    ...to,
  };
  for (const name of GRADUAL_CONTROLS) {
    const start = from[name];
    const end = to[name];
    if (start === undefined || end === undefined) continue;
    blended[name] = Math.round((start + (end - start) * part) * PLACES) / PLACES;
  }
  return blended;
}

function movesSoftly(from: MusicGenerationConfig, to: MusicGenerationConfig): boolean {
  return GRADUAL_CONTROLS.some((name) => {
    const start = from[name];
    const end = to[name];
    return start !== undefined && end !== undefined && start !== end;
  });
}

function change(turn: Turn, changes: Partial<Controls>): void {
  turn.change({ controls: { ...turn.state.controls, ...changes } });
}
