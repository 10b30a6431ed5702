import type { Clock } from '../clock.ts';
import type { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import type { LyriaFailure } from '../lyria/failure.ts';
import { asOfServersKey, concernsKey } from '../lyria/failureTexts.ts';
import type { OpenLyriaSession } from '../lyria/session.ts';
import { isHardChange } from '../music/controlChanges.ts';
import { Attempts } from './Attempts.ts';
import { Deck } from './Deck.ts';
import { hasLasted, isAlive, isFailing, isMute, isReady, isRefusedStart } from './deckHealth.ts';
import { type Order, withHardControlsOf } from './orders.ts';
import type { Haste, Playout } from './Playout.ts';
import type { Gate, Place } from './SessionGate.ts';
import {
  HANDOVER_FORCE_MS,
  HANDOVER_PATIENCE_MS,
  HANDOVER_REACH_MS,
  pairsIn,
} from './stationTimes.ts';

interface Crewed {
  readonly deck: Deck;
  readonly place: Place;
  /** It has brought audio: starts succeed. */
  proven: boolean;
  /** Prompts that were refused before any audio, and when the last of them was. */
  readonly refused: Set<string>;
  refusedAtMs: number;
}

/**
 * A station's one or two decks: opens, retires and replaces them. The main deck is heard; a second
 * one exists only while it gets ready to take over.
 */
export class DeckCrew {
  readonly #open: OpenLyriaSession;
  readonly #gate: Gate;
  readonly #retireAtMs: number;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #log: Log;
  readonly #playout: Playout;
  readonly #onFiltered: (text: string, reason: string) => void;
  readonly #onNews: () => void;
  readonly #attempts: Attempts;
  #main: Crewed | undefined;
  #next: Crewed | undefined;
  /** Since when the next deck could be heard. */
  #readySinceMs: number | undefined;
  /** Somebody asked for a fresh start, which the main deck does not give. */
  #freshDemanded = false;
  /** It was asked for when the deck that takes over was heard already: that one is not meant. */
  #demandedInFade = false;
  #closed = false;

  constructor(options: {
    readonly open: OpenLyriaSession;
    readonly gate: Gate;
    /** Age at which a session gets a successor. */
    readonly retireAtMs: number;
    /** No failure is an answer, not even before the first sound. */
    readonly patient: boolean;
    readonly clock: Clock;
    readonly random: () => number;
    readonly log: Log;
    readonly playout: Playout;
    readonly onFiltered: (text: string, reason: string) => void;
    /** Something happened that a reconcile should look at. */
    readonly onNews: () => void;
  }) {
    this.#open = options.open;
    this.#gate = options.gate;
    this.#retireAtMs = options.retireAtMs;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#log = options.log;
    this.#playout = options.playout;
    this.#onFiltered = options.onFiltered;
    this.#onNews = options.onNews;
    this.#attempts = new Attempts({
      clock: options.clock,
      random: options.random,
      patient: options.patient,
      probeMs: options.gate.probeMs,
    });
  }

  get trouble(): Failure | undefined {
    return this.#attempts.trouble;
  }

  /** Sessions open or opening. */
  get sessions(): number {
    return [this.#main, this.#next].filter((one) => one !== undefined && isAlive(one.deck)).length;
  }

  /** Milliseconds of audio held by all decks. */
  get heldMs(): number {
    return (this.#main?.deck.levelMs ?? 0) + (this.#next?.deck.levelMs ?? 0);
  }

  /** Before the first sound the music is as fresh as can be. */
  demandFresh(): void {
    if (!this.#playout.isSounding) return;
    this.#freshDemanded = true;
    this.#demandedInFade = this.#playout.isFadingOver;
  }

  /** Nothing but this deck is heard any more. */
  handedOver(to: Deck): void {
    if (this.#next?.deck !== to) return;
    this.#freshDemanded = this.#demandedInFade;
    this.#demandedInFade = false;
    if (this.#main !== undefined) this.#dismiss(this.#main);
    this.#main = this.#next;
    this.#setNext(undefined);
  }

  /**
   * Brings the decks nearer to what the order calls for.
   *
   * @returns a failure when the music cannot begin and no waiting helps
   */
  reconcile(order: Order, paused: boolean): LyriaFailure | undefined {
    if (this.#closed) return undefined;
    const { fatal } = this.#attempts;
    if (fatal !== undefined && !this.#playout.isSounding) return fatal;
    this.#followOrder(order);
    this.#giveUpOnMute();
    for (const crewed of [this.#main, this.#next]) crewed?.deck.setWantsAudio(!paused);
    if (paused) return undefined;
    if (this.#main === undefined) {
      this.#main = this.#next ?? this.#start(order);
      this.#setNext(undefined);
    } else if (this.#next === undefined && this.#needsSuccessor(this.#main, order)) {
      this.#setNext(this.#start(order));
    }
    this.#playFirstAudio();
    this.#handOverWhenReady(order);
    return undefined;
  }

  close(): void {
    this.#closed = true;
    for (const crewed of [this.#main, this.#next]) if (crewed !== undefined) this.#dismiss(crewed);
    this.#main = undefined;
    this.#setNext(undefined);
  }

  #setNext(next: Crewed | undefined): void {
    this.#next = next;
    this.#readySinceMs = undefined;
  }

  #followOrder(order: Order): void {
    const main = this.#main?.deck;
    if (main !== undefined && main.order.revision !== order.revision) {
      if (this.#playout.isSounding) {
        // The deck that is heard keeps its hard controls: its successor brings the new ones.
        main.follow(withHardControlsOf(main.order.config, order));
      } else followAfresh(main, order);
    }
    const next = this.#next?.deck;
    if (next === undefined || next.order.revision === order.revision) return;
    if (this.#playout.isFadingOver) {
      // Heard already, like the one before it.
      next.follow(withHardControlsOf(next.order.config, order));
    } else if (isHardChange(next.order.config, order.config)) {
      // What it has is of another piece; what comes next is of this one.
      this.#playout.abandon(next);
      this.#readySinceMs = undefined;
      followAfresh(next, order);
    } else next.follow(order);
  }

  #needsSuccessor({ deck }: Crewed, order: Order): boolean {
    return (
      this.#freshDemanded ||
      isFailing(deck, this.#retireAtMs) ||
      isHardChange(deck.order.config, order.config)
    );
  }

  /** Whether a session is there that the music comes from. */
  get #isFed(): boolean {
    return this.#main !== undefined && isAlive(this.#main.deck);
  }

  #start(order: Order): Crewed | undefined {
    if (!this.#attempts.mayStart(order.revision)) return undefined;
    const { isSounding } = this.#playout;
    const entry = this.#gate.enter(isSounding ? 'successor' : 'first', this.#onNews);
    if (!entry.ok) {
      if (entry.reason === 'full' && !this.#isFed) this.#attempts.foundNoPlace();
      if (entry.reason === 'refused') {
        this.#attempts.wereRefused(entry.failure, isSounding);
      }
      return undefined;
    }
    const { place } = entry;
    const apiKey = place.key?.apiKey;
    const deck = new Deck({
      open: (options) => this.#open({ ...options, ...(apiKey !== undefined && { apiKey }) }),
      order,
      wantsAudio: true,
      pace: this.#main?.deck.provenPace,
      clock: this.#clock,
      log: this.#log,
      seed: Math.floor(this.#random() * 2 ** 31),
      events: {
        onAudio: (one) => this.#heardFrom(one),
        onOpened: () => this.#onNews(),
        onEnded: (one) => this.#ended(one),
        onFiltered: (one, text, reason) => this.#filtered(one, text, reason),
      },
    });
    const refused = new Set<string>();
    return { deck, place, proven: false, refused, refusedAtMs: 0 };
  }

  #heardFrom(deck: Deck): void {
    const crewed = this.#crewedOf(deck);
    // That a session begun long ago still sounds says nothing about starts.
    if (crewed !== undefined && !crewed.proven) {
      crewed.proven = true;
      crewed.place.sounded();
      this.#attempts.sounded();
    }
    if (hasLasted(deck)) this.#attempts.lasted();
    // A deck that is not heard yet stays fresh: what it made first is not settled anyway.
    if (deck === this.#next?.deck && !this.#playout.isHandingOver) {
      deck.trimTo(pairsIn(prerollMs(deck)));
    }
    // Whoever comes back hears the newest: what came before that would only pile up.
    if (this.#playout.isCutOff) deck.dropStale();
    this.#onNews();
  }

  #ended(deck: Deck): void {
    const { state } = deck;
    const failure = state.kind === 'ended' ? state.failure : undefined;
    const crewed = this.#crewedOf(deck);
    if (failure !== undefined) this.#takeFailure(failure, deck, crewed?.place);
    if (deck.hasOpened) crewed?.place.release();
    else crewed?.place.cancel();
    if (deck === this.#next?.deck) {
      this.#playout.abandon(deck);
      if (!this.#playout.isHandingOver) this.#setNext(undefined);
    } else if (deck === this.#main?.deck && !this.#playout.isSounding) {
      this.#main = undefined;
    }
    // Not from inside the session's own call.
    queueMicrotask(() => this.#onNews());
  }

  #crewedOf(deck: Deck): Crewed | undefined {
    return [this.#main, this.#next].find((one) => one?.deck === deck);
  }

  #takeFailure(given: LyriaFailure, deck: Deck, place: Place | undefined): void {
    const { key } = place ?? {};
    const failure = key?.isServers === true ? asOfServersKey(given) : given;
    const { code, operatorText: reason } = failure;
    this.#log.warn(
      { code, reason, ...(key !== undefined && { key: key.name }) },
      deck.hasOpened ? 'A Lyria session ended' : 'A Lyria session could not be opened',
    );
    place?.failed(failure);
    const { hasSounded, order } = deck;
    const session = { revision: order.revision, hasSounded, hasLasted: hasLasted(deck) };
    // Another key may do: the gate knows, and is asked at once.
    const isOver = key?.isOneOfSeveral === true && concernsKey(failure);
    const told = isOver ? { ...failure, retry: 'now' as const } : failure;
    this.#attempts.failed(told, session, this.#playout.isSounding);
  }

  #filtered(deck: Deck, text: string, reason: string): void {
    const crewed = this.#crewedOf(deck);
    if (crewed !== undefined && !deck.hasSounded && !crewed.refused.has(text)) {
      crewed.refused.add(text);
      crewed.refusedAtMs = this.#clock.now();
    }
    // Before any audio it can mean a start too soon after another rather than the prompt.
    if (!deck.hasSounded && deck !== this.#main?.deck) return;
    this.#onFiltered(text, reason);
  }

  /** A session that was told to play and stays mute is closed; another one may do better. */
  #giveUpOnMute(): void {
    for (const crewed of [this.#next, this.#main]) {
      if (crewed === undefined) continue;
      const { deck, refused, refusedAtMs } = crewed;
      const isRefused = isRefusedStart(deck, refused, this.#clock.now() - refusedAtMs);
      if (!isRefused && !isMute(deck)) continue;
      this.#log.warn({}, 'A Lyria session brought no audio and is given up');
      this.#dismiss(crewed);
      if (crewed === this.#main) this.#main = undefined;
      else this.#setNext(undefined);
      this.#attempts.stayedMute();
    }
  }

  /** Whichever deck has sound first is heard first. */
  #playFirstAudio(): void {
    if (this.#playout.isSounding) return;
    const first = [this.#main, this.#next].find((one) => one !== undefined && one.deck.levelMs > 0);
    if (first !== undefined) this.#playout.begin(first.deck);
  }

  #handOverWhenReady(order: Order): void {
    const main = this.#main?.deck;
    const next = this.#next?.deck;
    if (main === undefined || next === undefined || this.#playout.isHandingOver) return;
    const isUrgent =
      this.#freshDemanded ||
      !isAlive(main) ||
      this.#playout.bridgedMs > 0 ||
      isHardChange(main.order.config, order.config);
    if (!isReady(next, isUrgent)) return;
    this.#readySinceMs ??= this.#clock.now();
    this.#playout.handOver(next, this.#haste(main, this.#clock.now() - this.#readySinceMs));
  }

  /** With the next chunk of the deck that is left there is enough for a full fade, as a rule. */
  #haste(main: Deck, waitedMs: number): Haste {
    if (!isAlive(main)) return 'some';
    const patienceMs = main.chunkIntervalMs + HANDOVER_PATIENCE_MS;
    if (waitedMs < patienceMs) return 'none';
    return waitedMs < patienceMs + HANDOVER_FORCE_MS ? 'some' : 'most';
  }

  #dismiss(crewed: Crewed): void {
    this.#playout.abandon(crewed.deck);
    crewed.deck.close();
    crewed.place.release();
  }
}

/** Of a deck that nobody hears yet: a change that needs a fresh context gets one. */
function followAfresh(deck: Deck, order: Order): void {
  const isHard = isHardChange(deck.order.config, order.config);
  deck.follow(order);
  if (isHard) deck.startAfresh();
}

/**
 * What a deck keeps that is to be heard next: enough to look for a place in, and to play on from.
 * The rest is dropped, since what a session made first has not settled.
 */
function prerollMs(deck: Deck): number {
  return HANDOVER_REACH_MS.max + deck.targetMarginMs + deck.chunkIntervalMs;
}
