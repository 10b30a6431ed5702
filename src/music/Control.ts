interface About {
  /** Its option in `/lyria tune`, and its name wherever it is shown as a setting. */
  readonly option: string;
  /** What the option is for, as Discord shows it. */
  readonly help: string;
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
  readonly more: Direction;
  readonly less: Direction;
}

/** One way to move a control: in a sentence, and on its button. */
interface Direction {
  readonly word: string;
  readonly label: string;
  readonly emoji?: string;
}

export interface NumberControl extends About {
  readonly kind: 'number';
  /** Inclusive. */
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  /** What is in force when nobody has chosen; `any`: the service draws one. */
  readonly usual?: number | 'any';
  /** What one calls it in a sentence. */
  readonly noun: string;
  /** `bpm`: `120 bpm`. `percent`: `density 50%`. `plain`: `guidance 4`. */
  readonly shown: 'bpm' | 'percent' | 'plain';
  /** Listeners have buttons for more and less of it. */
  readonly steps?: Steps;
}

export interface ScaleControl extends About {
  readonly kind: 'scale';
  readonly noun: string;
}

export interface ChoiceControl extends About {
  readonly kind: 'choice';
  readonly noun: string;
  readonly usual: string;
  /** By value: how the choice is offered, and how it is said; the usual one is not said. */
  readonly choices: Readonly<Record<string, { readonly title: string; readonly said?: string }>>;
}

export interface FlagControl extends About {
  readonly kind: 'flag';
  readonly usual: false;
  /** In force, and not any more, in a word or two. */
  readonly said: string;
  readonly unsaid: string;
}

export type Control = NumberControl | ScaleControl | ChoiceControl | FlagControl;
