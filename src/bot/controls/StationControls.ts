import type { Clock, Timer } from '../../clock.ts';
import {
  adoptConfig,
  type TuningStanding,
  tunedConfig,
  tuningStandings,
} from '../../crowd/tunedConfig.ts';
import { pressTuning, stepsOf, type TuningState } from '../../crowd/tuning.ts';
import { applyChanges, changesBetween } from '../../music/controlChanges.ts';
import type { MusicGenerationConfig, Tunable } from '../../music/controls.ts';
import { ControlRamp } from './ControlRamp.ts';

/** Every new tempo is a new piece: several presses in a row are to be one. */
const TEMPO_SETTLES_MS = 2_000;

/** What is to survive a restart. */
export interface ControlState {
  /** The station's own configuration, before what the listeners wish. */
  readonly config: MusicGenerationConfig;
  readonly tuning: TuningState;
}

/** A station's generation settings: its own, moved by what those wish whose votes count. */
export class StationControls {
  readonly #counting: () => ReadonlySet<string>;
  readonly #keep: (state: ControlState) => void;
  readonly #clock: Clock;
  readonly #ramp: ControlRamp;
  #state: ControlState;
  /** The configuration last handed on. */
  #asked: MusicGenerationConfig;
  #tempoTimer: Timer | undefined;
  #closed = false;

  constructor(options: {
    readonly state: ControlState;
    /** Whose wishes count now. */
    readonly counting: () => ReadonlySet<string>;
    readonly send: (config: MusicGenerationConfig) => void;
    readonly keep: (state: ControlState) => void;
    readonly clock: Clock;
  }) {
    this.#state = options.state;
    this.#counting = options.counting;
    this.#keep = options.keep;
    this.#clock = options.clock;
    this.#asked = this.config;
    this.#ramp = new ControlRamp(this.#asked, options.send, options.clock);
  }

  /** The whole of it, with what the listeners wish. */
  get config(): MusicGenerationConfig {
    return tunedConfig(this.#state.config, this.#state.tuning, this.#counting());
  }

  standings(): readonly TuningStanding[] {
    return tuningStandings(this.#state.config, this.#state.tuning, this.#counting());
  }

  /** How far somebody wishes to move a control, in steps; 0 when they wish nothing. */
  stepsOf(userId: string, control: Tunable): number {
    return stepsOf(this.#state.tuning, control, userId);
  }

  /** Another configuration is decided on, and plays at once. */
  set(wanted: MusicGenerationConfig): void {
    this.#adopt(wanted);
    this.#ramp.set(wanted);
  }

  /** Another configuration is decided on; what can move in steps moves there in so long. */
  moveTo(wanted: MusicGenerationConfig, durationMs: number): void {
    this.#adopt(wanted);
    this.#ramp.moveTo(wanted, durationMs);
  }

  /** A listener wishes for a step more or less. @returns false at the furthest they can wish for */
  press(userId: string, control: Tunable, direction: 1 | -1): boolean {
    const before = this.#state.tuning;
    const tuning = pressTuning(before, control, userId, direction);
    if (JSON.stringify(tuning) === JSON.stringify(before)) return false;
    this.#change({ ...this.#state, tuning });
    this.follow();
    return true;
  }

  /** Plays what the listeners wish: at once, but a tempo only when they have finished pressing. */
  follow(): void {
    if (this.#closed) return;
    const { config } = this;
    const soft = applyChanges(config, { bpm: this.#asked.bpm ?? null });
    if (Object.keys(changesBetween(this.#asked, soft)).length > 0) this.#ask(soft);
    this.#tempoTimer?.cancel();
    if (config.bpm === this.#asked.bpm) return;
    this.#tempoTimer = this.#clock.after(TEMPO_SETTLES_MS, () => this.#ask(this.config));
  }

  close(): void {
    this.#closed = true;
    this.#tempoTimer?.cancel();
    this.#ramp.close();
  }

  #ask(config: MusicGenerationConfig): void {
    this.#asked = config;
    this.#ramp.set(config);
  }

  #adopt(wanted: MusicGenerationConfig): void {
    const { config: own, tuning } = this.#state;
    const adopted = adoptConfig({ own, tuning }, this.#counting(), wanted);
    this.#tempoTimer?.cancel();
    this.#asked = wanted;
    this.#change({ config: adopted.own, tuning: adopted.tuning });
  }

  #change(state: ControlState): void {
    this.#state = state;
    this.#keep(state);
  }
}
