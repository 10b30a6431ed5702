import { z } from 'zod';
import { byTunable, type Tunable } from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';
import { withoutUser, withUser } from '../votes/voteState.ts';

/** The furthest one person can wish for, in steps either way. */
export const MOST_STEPS = 4;

/** One listener's wish for one control. */
export interface Wish {
  readonly userId: string;
  /** Whole steps from the station's own value, above 0 for more; 0: as it is, please. */
  readonly steps: number;
}

/** All wishes, in order of user id. Plain values, never changed in place. */
export type TuningState = Readonly<Record<Tunable, readonly Wish[]>>;

const wishesSchema = z.array(
  z.object({ userId: z.string().min(1), steps: z.int().min(-MOST_STEPS).max(MOST_STEPS) }),
);

/**
 * For a state that comes from outside, such as a database. What was not tunable when it was kept has
 * no wishes.
 */
export const tuningStateSchema = z.object(
  byTunable(() => wishesSchema.default([])),
) satisfies z.ZodType<TuningState>;

export const NO_TUNING: TuningState = byTunable(() => []);

/** Wishes for `steps` from the station's own value, held to the furthest; null takes it back. */
export function wish(
  state: TuningState,
  control: Tunable,
  userId: string,
  steps: number | null,
): TuningState {
  if (steps === null) return { ...state, [control]: withoutUser(state[control], userId) };
  const held = Math.min(MOST_STEPS, Math.max(-MOST_STEPS, Math.trunc(steps)));
  return { ...state, [control]: withUser(state[control], { userId, steps: held }) };
}

/** How far somebody wishes to move a control, in steps; 0 when they wish nothing. */
export function stepsOf(state: TuningState, control: Tunable, userId: string): number {
  return state[control].find((one) => one.userId === userId)?.steps ?? 0;
}

/** A press on "more" or "less": one step further, or, back at 0, no wish any more. */
export function pressTuning(
  state: TuningState,
  control: Tunable,
  userId: string,
  direction: 1 | -1,
): TuningState {
  const next = stepsOf(state, control, userId) + direction;
  return wish(state, control, userId, next === 0 ? null : next);
}

/**
 * How many steps the crowd moves a control: the furthest that more of those who wish want than
 * do not. So it is the median wish, nearer to 0 when the middle is between two; whoever wishes
 * nothing leaves it to the others.
 *
 * @param counting whose wishes count: the listeners of the vote, as of now
 */
export function tunedSteps(
  state: TuningState,
  control: Tunable,
  counting: ReadonlySet<string>,
): number {
  const steps = state[control]
    .filter(({ userId }) => counting.has(userId))
    .map((one) => one.steps)
    .sort((a, b) => a - b);
  const lower = steps[Math.ceil(steps.length / 2) - 1];
  const upper = steps[Math.floor(steps.length / 2)];
  if (lower === undefined || upper === undefined) return 0;
  // Between two wishes in different directions nothing moves.
  if (Math.sign(lower) !== Math.sign(upper)) return 0;
  return Math.abs(lower) < Math.abs(upper) ? lower : upper;
}

/**
 * The value to play. Undefined, for the model to decide, when the station has none of its own
 * and nobody moves it.
 */
export function tunedValue(
  control: Tunable,
  own: number | undefined,
  steps: number,
): number | undefined {
  if (steps === 0) return own;
  const { min, max, integer, steps: step } = CONTROLS[control];
  const value = Math.min(max, Math.max(min, (own ?? step.from) + steps * step.size));
  // Steps of 0.15 leave 0.6499999999999999; two places are more than anybody hears.
  return integer ? Math.round(value) : Math.round(value * 100) / 100;
}
