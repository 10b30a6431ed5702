interface About {
  /** Its option in `/lyria tune`. */
  readonly option: string;
  /** `hard`: comes into force only with a fresh piece of music. `soft`: while the piece goes on. */
  readonly change: 'hard' | 'soft';
  /** `piece`: another piece comes with its own. `model`: it outlives the piece. */
  readonly of: 'piece' | 'model';
  /** Technical: only whoever names it sets it; nobody reads it out of what words mean. */
  readonly namedOnly?: true;
}

/** How far one step moves a control, and where to count from while the model decides. */
export interface Steps {
  readonly size: number;
  readonly from: number;
  /** Place among the tuning buttons, from the top. */
  readonly place: number;
  /** An emoji on the button; empty: none. */
  readonly more: string;
  readonly less: string;
}

export interface NumberControl extends About {
  readonly kind: 'number';
  /** Inclusive. */
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  /** What is in force when nobody has chosen; `any`: the service draws one. */
  readonly usual?: number | 'any';
  /** `bpm`: `120 bpm`. `percent`: `density 50%`. `plain`: `guidance 4`. */
  readonly shown: 'bpm' | 'percent' | 'plain';
  /** Listeners have buttons for more and less of it. */
  readonly steps?: Steps;
}

export interface ScaleControl extends About {
  readonly kind: 'scale';
}

export interface ChoiceControl extends About {
  readonly kind: 'choice';
  /** Not worth a word. */
  readonly usual: string;
  readonly choices: readonly string[];
}

export interface FlagControl extends About {
  readonly kind: 'flag';
  readonly usual: false;
}

export type Control = NumberControl | ScaleControl | ChoiceControl | FlagControl;
