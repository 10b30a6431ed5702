import type { Clock, Timer } from '../../clock.ts';
import { RAMP_INTERVAL_MS } from '../../crowd/ramp.ts';
import { GRADUAL_CONTROLS, type MusicGenerationConfig } from '../../music/controls.ts';

/** Two places are more than anybody hears. */
const PLACES = 100;

/** Sends the whole configuration to the media side: at once, or its soft controls by a ramp. */
export class ControlRamp {
  readonly #send: (config: MusicGenerationConfig) => void;
  readonly #clock: Clock;
  #sent: MusicGenerationConfig;
  #timer: Timer | undefined;

  /** @param playing what has been sent already */
  constructor(
    playing: MusicGenerationConfig,
    send: (config: MusicGenerationConfig) => void,
    clock: Clock,
  ) {
    this.#sent = playing;
    this.#send = send;
    this.#clock = clock;
  }

  /** From now on that, and nothing of a movement under way. */
  set(config: MusicGenerationConfig): void {
    this.#timer?.cancel();
    this.#sent = config;
    this.#send(config);
  }

  /** Moves there within `durationMs`; what cannot move in steps is as it shall be from the first. */
  moveTo(config: MusicGenerationConfig, durationMs: number): void {
    const steps = Math.max(1, Math.round(durationMs / RAMP_INTERVAL_MS.default));
    this.#step(this.#sent, config, 1, movesSoftly(this.#sent, config) ? steps : 1);
  }

  close(): void {
    this.#timer?.cancel();
  }

  #step(from: MusicGenerationConfig, to: MusicGenerationConfig, step: number, steps: number): void {
    this.set(step >= steps ? to : blendControls(from, to, step / steps));
    if (step >= steps) return;
    this.#timer = this.#clock.after(RAMP_INTERVAL_MS.default, () =>
      this.#step(from, to, step + 1, steps),
    );
  }
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
