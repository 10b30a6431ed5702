import { SAMPLE_RATE } from '../audio/frame.ts';
import { TimeStretcher } from '../audio/stretch/TimeStretcher.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { LyriaFailure } from '../lyria/failure.ts';
import { asLyriaFailure } from '../lyria/failureTexts.ts';
import type { LyriaEvent, LyriaSession, OpenLyriaSession } from '../lyria/session.ts';
import { isSameConfig } from '../music/controlChanges.ts';
import type { SourceMetadata } from '../music/controls.ts';
import { DeckQueue } from './DeckQueue.ts';
import { DeliveryPace } from './DeliveryPace.ts';
import { type Order, OrderBook } from './orders.ts';
import { PlaySwitch } from './PlaySwitch.ts';
import type { Supply } from './RateController.ts';
import {
  FRESH_AUDIO_MS,
  LASTING_MS,
  LEAST_MARGIN_MS,
  MOST_JITTER_MARGIN_MS,
  MOST_LASTING_MARGIN_MS,
  msOf,
  pairsIn,
  SETTLED_MS,
  SLOWEST_RATE,
  TARGET_MARGIN_MS,
} from './stationTimes.ts';

/** What a stretch of audio answers. */
export interface AudioTag {
  readonly source: SourceMetadata | undefined;
  /** Of the order it was made from, as far as that can be told. */
  readonly revision: number;
}

export type DeckState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly session: LyriaSession; readonly openedAtMs: number }
  | { readonly kind: 'ended'; readonly failure: LyriaFailure | undefined };

export interface DeckEvents {
  /** Audio has arrived, and can be played. */
  readonly onAudio: (deck: Deck) => void;
  readonly onOpened: (deck: Deck) => void;
  /** The session could not be opened, closed or failed. What was delivered can still be played. */
  readonly onEnded: (deck: Deck) => void;
  readonly onFiltered: (deck: Deck, text: string, reason: string) => void;
}

/** What Lyria's chunks hold; taken as the length of a chunk before there is one. */
const USUAL_CHUNK_MS = 2_000;
/**
 * With so much more than the least margin nothing is counted on but the pace that shows. After two
 * chunks at once, which is how a service begins that leads, twice as much is there.
 */
const SAFE_ABOVE_LEAST_MS = 500;

/** One Lyria session and the audio it has delivered that is not yet played. */
export class Deck implements Supply {
  readonly stretcher: TimeStretcher;
  readonly #queue = new DeckQueue<AudioTag>();
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #events: DeckEvents;
  readonly #abort = new AbortController();
  readonly #orders = new OrderBook();
  readonly #pace: DeliveryPace;
  readonly #playSwitch = new PlaySwitch();
  #order: Order;
  #state: DeckState = { kind: 'opening' };
  #wantsAudio: boolean;
  #lastAudioAtMs: number | undefined;
  #receivedMs = 0;
  /** Where in its audio the music begins that is to be heard. */
  #beganAtPair = 0;
  #lastChunkMs = USUAL_CHUNK_MS;
  /** Of the newest order sent, and the audio that has come since. */
  #sentRevision = 0;
  #receivedSinceOrderMs = 0;
  /** Audio that answers an older order is of a piece that was given up. */
  #freshFromRevision = 0;
  #hasOpened = false;
  /** The revision of the first order it was given. */
  #openedFor = 0;
  #newestRevision = 0;

  constructor(options: {
    readonly open: OpenLyriaSession;
    readonly order: Order;
    readonly wantsAudio: boolean;
    readonly clock: Clock;
    readonly log: Log;
    readonly seed: number;
    /** How fast sessions have been bringing audio of late, where that is known. */
    readonly pace?: number | undefined;
    readonly events: DeckEvents;
  }) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#order = options.order;
    this.#wantsAudio = options.wantsAudio;
    this.#events = options.events;
    this.#pace = new DeliveryPace(options.pace);
    this.stretcher = new TimeStretcher(this.#queue, options.seed);
    void this.#open(options.open);
  }

  get state(): DeckState {
    return this.#state;
  }

  get order(): Order {
    return this.#order;
  }

  /** Milliseconds of music delivered and not yet played. */
  get levelMs(): number {
    return msOf(this.stretcher.availablePairs);
  }

  /** Milliseconds of music received since the session began to sound. */
  get receivedMs(): number {
    return this.#receivedMs;
  }

  /** Age of the session; 0 while it is not open. */
  get ageMs(): number {
    return this.#state.kind === 'open' ? this.#clock.now() - this.#state.openedAtMs : 0;
  }

  /** How long a session that was told to play has brought nothing; 0 while it is not to play. */
  get quietMs(): number {
    const { playingSinceMs } = this.#playSwitch;
    if (this.#state.kind !== 'open' || playingSinceMs === undefined) return 0;
    return this.#clock.now() - Math.max(playingSinceMs, this.#lastAudioAtMs ?? 0);
  }

  /** Whether a session has ever been there, dead or alive. */
  get hasOpened(): boolean {
    return this.#hasOpened;
  }

  /** Whether it has ever brought audio. */
  get hasSounded(): boolean {
    return this.#lastAudioAtMs !== undefined;
  }

  /**
   * Audio per time that the session brings; 1 is real time. Until it has shown that, a slow one is
   * counted on where there is little in hand.
   */
  get pace(): number {
    const { rate, sureRate } = this.#pace;
    const safety = (this.marginMs - this.leastMarginMs) / SAFE_ABOVE_LEAST_MS;
    return sureRate + (rate - sureRate) * Math.max(0, Math.min(1, safety));
  }

  /** The same, once some chunks have shown it: so will be the next session's. */
  get provenPace(): number | undefined {
    return this.#pace.provenRate;
  }

  /** What is usually between two chunks like the last one. */
  get chunkIntervalMs(): number {
    return this.#lastChunkMs / this.#pace.sureRate;
  }

  /** When the next chunk is due: 0 when it is late, Infinity where none is to come. */
  get nextChunkInMs(): number {
    if (this.#state.kind !== 'open' || this.#playSwitch.playingSinceMs === undefined) {
      return Number.POSITIVE_INFINITY;
    }
    if (this.#lastAudioAtMs === undefined) return this.chunkIntervalMs;
    return Math.max(0, this.#lastAudioAtMs + this.chunkIntervalMs - this.#clock.now());
  }

  /** What will be left when the next chunk is due; all there is where none is to come. */
  get marginMs(): number {
    const waitMs = this.nextChunkInMs;
    if (!Number.isFinite(waitMs)) return this.levelMs;
    // It is played as it comes, and so not faster than that.
    return this.levelMs - waitMs * Math.min(1, this.#pace.rate);
  }

  /** More where chunks come unevenly. */
  get targetMarginMs(): number {
    return TARGET_MARGIN_MS + this.#jitterMarginMs;
  }

  /** What a cut must leave. */
  get leastMarginMs(): number {
    return LEAST_MARGIN_MS + this.#jitterMarginMs / 2 + this.#lackMarginMs;
  }

  get #jitterMarginMs(): number {
    return Math.min(MOST_JITTER_MARGIN_MS, 2 * this.#pace.jitterMs);
  }

  /** What makes up for a session that cannot be followed slowly enough. */
  get #lackMarginMs(): number {
    const lackMs = Math.max(0, SLOWEST_RATE - this.#pace.rate) * LASTING_MS;
    return Math.min(MOST_LASTING_MARGIN_MS, lackMs);
  }

  /** Whether it would play on by itself: after a whole interval its margin would still be there. */
  get hasRecovered(): boolean {
    if (this.#state.kind !== 'open') return false;
    const neededMs = this.targetMarginMs + this.#lackMarginMs;
    return this.levelMs - this.chunkIntervalMs >= neededMs;
  }

  /**
   * When it will have nothing left if its session goes on as in the last half minute or so, even
   * played as slowly as can be; Infinity where it keeps up.
   */
  get runsDryInMs(): number {
    const drain = SLOWEST_RATE - this.#pace.rate;
    return drain <= 0 ? Number.POSITIVE_INFINITY : this.levelMs / drain;
  }

  /** Whether what is played next of it is from after its music has settled. */
  get isSettled(): boolean {
    return msOf(this.stretcher.sourcePositionPairs - this.#beganAtPair) >= SETTLED_MS;
  }

  /** Length of a beat, where a tempo was ordered. */
  get beatPairs(): number | undefined {
    const { bpm } = this.#order.config;
    return bpm === undefined ? undefined : (60 * SAMPLE_RATE) / bpm;
  }

  /** What the next sample to be played was made from. */
  get playing(): AudioTag | undefined {
    return this.#queue.tagAt(this.stretcher.sourcePositionPairs);
  }

  /** How many pairs are to be played before the first that answers an order after `revision`. */
  pairsBeforeNewer(revision: number): number | undefined {
    const head = this.stretcher.sourcePositionPairs;
    const position = this.#queue.findTag(head, (tag) => tag.revision > revision);
    return position === undefined ? undefined : position - head;
  }

  /** Of the order that the newest audio answers; before there is any, 0. */
  get newestRevision(): number {
    return this.#newestRevision;
  }

  /** Lets go of audio that nobody can look back at. To be called now and then. */
  forgetPlayed(): void {
    this.#queue.forgetBefore(this.stretcher.sourcePositionPairs);
  }

  /** Drops the oldest audio until at most so many pairs are left; for a deck that is not heard. */
  trimTo(pairs: number): void {
    const surplus = this.stretcher.availablePairs - pairs;
    if (surplus <= 0) return;
    this.stretcher.take(surplus);
    this.forgetPlayed();
  }

  /**
   * Drops what answers an older order than the newest audio does, but for what it takes to play on;
   * for a deck that nobody hears.
   */
  dropStale(): void {
    const sparePairs = pairsIn(this.levelMs - this.chunkIntervalMs - this.leastMarginMs);
    const stalePairs = this.pairsBeforeNewer(this.#newestRevision - 1) ?? 0;
    this.stretcher.take(Math.max(0, Math.min(sparePairs, stalePairs)));
    this.forgetPlayed();
  }

  /** Changes what the music is made from. Nothing is sent while nothing differs. */
  follow(order: Order): void {
    const before = this.#order;
    this.#order = order;
    if (this.#state.kind !== 'open') return;
    const { session } = this.#state;
    const newPrompts = order.prompts !== before.prompts;
    const newConfig = !isSameConfig(order.config, before.config);
    if (newPrompts) session.setWeightedPrompts(order.prompts);
    if (newConfig) session.setMusicGenerationConfig(order.config);
    if (newPrompts || newConfig) this.#noteSent(order);
  }

  /** Starts the music afresh with the order in force; what was delivered is forgotten. */
  startAfresh(): void {
    if (this.#state.kind === 'open') this.#state.session.resetContext();
    this.stretcher.take(this.stretcher.availablePairs);
    this.#receivedMs = 0;
    this.#beganAtPair = this.stretcher.sourcePositionPairs;
    this.#freshFromRevision = this.#order.revision;
  }

  /** Whether the station wants audio at all; how much of it is regulated by the level. */
  setWantsAudio(wantsAudio: boolean): void {
    this.#wantsAudio = wantsAudio;
    this.regulate();
  }

  /** Tells the session to play or pause, by the level. The socket is read either way. */
  regulate(): void {
    if (this.#state.kind !== 'open') return;
    const { session } = this.#state;
    const isAnswered = this.#newestRevision >= this.#sentRevision;
    const isFresh = isAnswered || this.#receivedSinceOrderMs >= FRESH_AUDIO_MS;
    const audio = isFresh ? 'audio' : 'fresh';
    const wants = this.#wantsAudio ? audio : 'nothing';
    this.#playSwitch.regulate(session, wants, this.levelMs, this.#clock.now());
  }

  /** Closes the session and forgets the audio. Idempotent. */
  close(): void {
    const session = this.#state.kind === 'open' ? this.#state.session : undefined;
    // First, so that what the session still tells is of no interest.
    this.#state = { kind: 'ended', failure: undefined };
    this.#abort.abort();
    session?.close();
    this.#queue.clear();
  }

  async #open(open: OpenLyriaSession): Promise<void> {
    try {
      const session = await open({
        onEvent: (event) => this.#take(event),
        signal: this.#abort.signal,
      });
      if (this.#state.kind === 'ended') {
        session.close();
        return;
      }
      this.#state = { kind: 'open', session, openedAtMs: this.#clock.now() };
      this.#hasOpened = true;
      this.#openedFor = this.#order.revision;
      session.setWeightedPrompts(this.#order.prompts);
      session.setMusicGenerationConfig(this.#order.config);
      this.#noteSent(this.#order);
      this.#events.onOpened(this);
    } catch (error) {
      if (this.#state.kind === 'ended') return;
      const session = this.#state.kind === 'open' ? this.#state.session : undefined;
      this.#end(asLyriaFailure(error));
      // An order that it refuses leaves a session open, and nobody else would close it.
      session?.close();
    }
  }

  #take(event: LyriaEvent): void {
    if (this.#state.kind === 'ended') return;
    switch (event.type) {
      case 'audio':
        this.#takeAudio(event.chunk.pcm, event.chunk.source);
        break;
      case 'filteredPrompt':
        this.#events.onFiltered(this, event.text, event.reason);
        break;
      case 'warning':
        this.#log.warn({ text: event.text }, 'Lyria warns');
        break;
      case 'closed':
        this.#end(event.cause.kind === 'failed' ? event.cause.failure : undefined);
        break;
    }
  }

  #takeAudio(pcm: Int16Array, source: SourceMetadata | undefined): void {
    const nowMs = this.#clock.now();
    const chunkMs = msOf(pcm.length >> 1);
    const { playingSinceMs } = this.#playSwitch;
    const lastAtMs = this.#lastAudioAtMs;
    // An interval with a pause in it says nothing of the pace.
    const isTold =
      lastAtMs !== undefined && playingSinceMs !== undefined && playingSinceMs <= lastAtMs;
    if (isTold && chunkMs > 0) this.#pace.note(chunkMs, nowMs - lastAtMs);
    this.#lastAudioAtMs = nowMs;
    if (chunkMs > 0) this.#lastChunkMs = chunkMs;
    const known = source === undefined ? undefined : this.#orders.revisionOf(source);
    if (known !== undefined && known < this.#freshFromRevision) return;
    this.#receivedMs += chunkMs;
    this.#receivedSinceOrderMs += chunkMs;
    // What does not tell answers no older order than the audio before it, or the first one sent.
    this.#newestRevision = Math.max(known ?? this.#openedFor, this.#newestRevision);
    this.#queue.push(pcm, { source, revision: this.#newestRevision });
    this.regulate();
    this.#events.onAudio(this);
  }

  /** An order is on its way; music made from it is asked for, however much is here. */
  #noteSent(order: Order): void {
    this.#orders.note(order);
    this.#sentRevision = order.revision;
    this.#receivedSinceOrderMs = 0;
    this.regulate();
  }

  #end(failure: LyriaFailure | undefined): void {
    this.#state = { kind: 'ended', failure };
    this.#events.onEnded(this);
  }
}
