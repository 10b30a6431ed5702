/** What the page's view is given: everything it can ask for, and everything it is told. */
import type { SoundState } from './sound/SoundState.ts';
import type { Choice, FaultValue, ModalFields, OptionValues, Outcome, PageEvent } from './wire.ts';

export type * from './sound/SoundState.ts';
export type * from './wire.ts';

/** What the backend tells the view besides what the server sends. */
export type BackendEvent =
  | PageEvent
  /** `lost`: it tries again by itself; a `welcome` follows each `open`. */
  | { readonly type: 'connection'; readonly state: 'connecting' | 'open' | 'lost' }
  | { readonly type: 'sound'; readonly sound: SoundState }
  | { readonly type: 'microphone'; readonly isOn: boolean };

/** What the page's own player measures, a few times a second. */
export interface SoundFigures {
  /** Of the last 100 ms, in decibels of full scale, -Infinity for silence. */
  readonly levelDbfs: number;
  /** From a packet's arrival at the server to the loudspeaker, ms. */
  readonly latencyMs: number;
  /** Sound that waits in the page, ms. */
  readonly bufferedMs: number;
  /** How often the player ran out of sound while packets were coming. */
  readonly dropouts: number;
  /** Seconds played since the last start. */
  readonly playedS: number;
}

export interface Sound {
  readonly state: SoundState;
  readonly figures: SoundFigures;
  /** 0 to 1, of this page's loudspeaker only. */
  volume: number;
  /** Has to be called from a click or key; joining a channel does so by itself. */
  start(): Promise<void>;
  /**
   * Draws a live spectrum and scope into a canvas, at the canvas's size in the layout, until the
   * returned function is called. Takes its colours from the CSS properties `--scope-low`,
   * `--scope-high` and `--scope-line` of the canvas, stands still for those who prefer reduced
   * motion (level only), and does nothing while it cannot be seen.
   */
  draw(canvas: HTMLCanvasElement): () => void;
}

/** The sandbox did not do what it was asked for; `message` is a sentence for the person. */
export interface Refusal extends Error {
  /** Such as `voice.full`, `option.missing`, `connection.lost`. */
  readonly code: string;
}

/** Every promise rejects with a `Refusal`. */
export interface Backend {
  /**
   * Events from now on, one by one. Who subscribes while connected gets a `welcome` first. Returns
   * the function that unsubscribes.
   */
  subscribe(listener: (event: BackendEvent) => void): () => void;
  readonly sound: Sound;

  /** Joins a voice channel or moves there. Starts the sound: call it from the click. */
  join(channelId: string): Promise<void>;
  leave(): Promise<void>;
  setVoice(change: { readonly deafened?: boolean; readonly muted?: boolean }): Promise<void>;
  /** Writes a plain message. */
  say(channelId: string, content: string): Promise<void>;
  /** Says something aloud in the voice channel. */
  speak(text: string): Promise<void>;
  /** Whether what is said into the browser's microphone goes into the voice channel. From a click. */
  setMicrophone(on: boolean): Promise<void>;
  /** @param name without the slash, such as `lyria play` */
  runCommand(channelId: string, name: string, options: OptionValues): Promise<Outcome>;
  /** Asks the bot what it suggests for the option that is being typed. */
  autocomplete(
    channelId: string,
    name: string,
    focused: string,
    options: OptionValues,
  ): Promise<readonly Choice[]>;
  press(messageId: string, customId: string): Promise<Outcome>;
  /** Values of a string select; ids of a user, role, mentionable or channel select. */
  select(messageId: string, customId: string, values: readonly string[]): Promise<Outcome>;
  submitModal(interactionId: string, fields: ModalFields): Promise<Outcome>;

  /** Makes this tab somebody else; a `welcome` follows. Null makes a new person. */
  become(personId: string | null): void;
  /** Where another person can be opened beside this one: a link for a new tab. */
  readonly newTabUrl: string;
  /** Simulated members who join this person's voice channel and vote by a taste of their own. */
  addListeners(count: number): Promise<void>;
  removeListeners(): Promise<void>;

  /** `timeline` and `workings` events come only while they are open. */
  openWorkings(open: boolean): Promise<void>;
  /** `true` for an action. A `faults` event follows. */
  setFault(id: string, value: FaultValue): Promise<void>;
}

/** What `view/mountView.ts` exports. Returns the function that takes the view away again. */
export type MountView = (root: HTMLElement, backend: Backend) => () => void;
