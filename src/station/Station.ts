import type { Clock, Timer } from '../clock.ts';
import type { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import type { OpenLyriaSession } from '../lyria/session.ts';
import type { MusicGenerationConfig, SourceMetadata, WeightedPrompt } from '../music/controls.ts';
import { DeckCrew } from './DeckCrew.ts';
import { OutputStage } from './OutputStage.ts';
import type { Order } from './orders.ts';
import { Playout } from './Playout.ts';
import type { Gate } from './SessionGate.ts';
import { DEFAULT_STATION_LIMITS, type StationLimits } from './StationLimits.ts';
import {
  BRIDGE_FADE_MS,
  FADE_IN_MS,
  PAUSE_FADE_MS,
  RECONCILE_MS,
  STOP_FADE_MS,
} from './stationTimes.ts';
import { TalkOver } from './TalkOver.ts';

export interface StationEvents {
  /** State, what is heard, trouble, or the session that is heard has changed. */
  readonly onChanged: () => void;
  readonly onFiltered: (text: string, reason: string) => void;
  /** The music cannot begin or go on, and waiting does not help. The station has closed itself. */
  readonly onFailed: (failure: Failure) => void;
}

export type MusicState = 'starting' | 'playing' | 'paused' | 'bridging' | 'out';

/**
 * The music of one guild: compares what should sound with what does, and acts. Time, sessions and
 * randomness are given to it. No other code opens, switches or closes decks.
 */
export class Station {
  readonly #clock: Clock;
  readonly #events: StationEvents;
  /** What is said over the music. */
  readonly talkOver = new TalkOver();
  readonly #output = new OutputStage();
  readonly #playout: Playout;
  readonly #decks: DeckCrew;
  readonly #limits: StationLimits;
  #order: Order;
  #paused = false;
  #closed = false;
  /** The bridge was held too long and has been faded down. */
  #fadedOut = false;
  #timer: Timer | undefined;
  #shown = '';

  constructor(options: {
    readonly prompts: readonly WeightedPrompt[];
    readonly config: MusicGenerationConfig;
    readonly volume: number;
    readonly open: OpenLyriaSession;
    readonly gate: Gate;
    /** Whatever keeps the music from beginning is waited out, rather than told at once. */
    readonly patient?: boolean;
    readonly limits?: StationLimits;
    readonly clock: Clock;
    readonly random: () => number;
    readonly log: Log;
    readonly events: StationEvents;
  }) {
    this.#clock = options.clock;
    this.#events = options.events;
    this.#limits = options.limits ?? DEFAULT_STATION_LIMITS;
    this.#order = { revision: 1, prompts: options.prompts, config: options.config };
    this.#output.setVolume(options.volume);
    this.#playout = new Playout((deck) => this.#decks.handedOver(deck));
    this.#decks = new DeckCrew({
      open: options.open,
      gate: options.gate,
      retireAtMs: this.#limits.retireAtMs,
      patient: options.patient ?? false,
      clock: options.clock,
      random: options.random,
      log: options.log,
      playout: this.#playout,
      onFiltered: options.events.onFiltered,
      onNews: () => this.#reconcile(),
    });
    this.#output.fadeTo(1, FADE_IN_MS);
    this.#reconcile();
  }

  get state(): MusicState {
    if (this.#paused) return 'paused';
    if (!this.#playout.isSounding) return 'starting';
    if (this.#fadedOut) return 'out';
    return this.#playout.bridgedMs > 0 ? 'bridging' : 'playing';
  }

  /** Whether there is a sound to begin with. */
  get canBegin(): boolean {
    return this.#playout.isSounding;
  }

  get heard(): SourceMetadata | undefined {
    return this.#playout.heard;
  }

  get order(): Order {
    return this.#order;
  }

  get reserveMs(): number {
    return this.#playout.deck?.levelMs ?? 0;
  }

  /** What is wrong, while it keeps the music from beginning or going on. */
  get trouble(): Failure | undefined {
    return this.state === 'playing' ? undefined : this.#decks.trouble;
  }

  get playout(): Playout {
    return this.#playout;
  }

  get decks(): DeckCrew {
    return this.#decks;
  }

  setPrompts(prompts: readonly WeightedPrompt[]): void {
    this.#change({ prompts, config: this.#order.config });
  }

  /** Replaces the whole configuration; a new bpm or scale takes a fresh deck to come into force. */
  setConfig(config: MusicGenerationConfig): void {
    this.#change({ prompts: this.#order.prompts, config });
  }

  setVolume(volume: number, glideMs?: number): void {
    this.#output.setVolume(volume, glideMs);
  }

  /** Starts afresh with the same order. */
  reset(): void {
    this.#decks.demandFresh();
    this.#reconcile();
  }

  /** Fades down and lets Lyria pause. */
  pause(): void {
    if (this.#paused || this.#closed) return;
    this.#paused = true;
    this.#output.fadeTo(0, PAUSE_FADE_MS);
    this.#reconcile();
  }

  resume(): void {
    if (!this.#paused || this.#closed) return;
    this.#paused = false;
    this.#output.fadeTo(1, PAUSE_FADE_MS);
    this.#reconcile();
  }

  /**
   * Nobody hears anything all at once, as when voice is gone, and no frames are asked for. What was
   * under way is over, the newest orders are followed all the same, and the next frames fade in.
   */
  cutOff(): void {
    this.#output.cut();
    this.talkOver.clear();
    this.#playout.cutOff();
    this.#reconcile();
  }

  /** Fades out for good; the frames of the next `STOP_FADE_MS` are the last. */
  fadeOut(): void {
    this.#output.fadeTo(0, STOP_FADE_MS);
  }

  /** Fills `out` with the next 20 ms. Always gives a frame. */
  nextFrame(out: Int16Array): void {
    this.#playout.nextFrame(out, !this.#output.isSilent);
    this.#output.process(out);
    this.talkOver.process(out, this.#output.level);
  }

  /** Ends all sessions and timers. Idempotent. */
  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#decks.close();
  }

  #change(wanted: Pick<Order, 'prompts' | 'config'>): void {
    if (this.#closed) return;
    this.#order = { ...wanted, revision: this.#order.revision + 1 };
    this.#reconcile();
  }

  #reconcile(): void {
    if (this.#closed) return;
    const fatal = this.#decks.reconcile(this.#order, this.#paused);
    if (fatal !== undefined) {
      this.close();
      this.#events.onFailed(fatal);
      return;
    }
    this.#fadeLongBridge();
    this.#tellChanges();
    this.#timer?.cancel();
    this.#timer = this.#clock.after(RECONCILE_MS, () => this.#reconcile());
  }

  /** A loop that goes on for minutes annoys; silence that explains itself on the panel does not. */
  #fadeLongBridge(): void {
    if (this.#paused) return;
    const out = this.#playout.bridgedMs >= this.#limits.bridgeLimitMs;
    if (out === this.#fadedOut) return;
    this.#fadedOut = out;
    this.#output.fadeTo(out ? 0 : 1, out ? BRIDGE_FADE_MS : FADE_IN_MS);
  }

  #tellChanges(): void {
    const { state, heard, trouble } = this;
    const { handovers } = this.#playout.counts;
    const shown = JSON.stringify([state, heard, trouble?.code, this.#order.revision, handovers]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#events.onChanged();
  }
}
