import { tell } from '#src/texts/texts.ts';
import type { Clock, Timer } from '../clock.ts';
import type { Conditions } from '../conditions.ts';
import type { Log } from '../log.ts';
import type { MediaCommand, MediaEvent, StationSnapshot } from '../media/protocol.ts';
import {
  type GapCounts,
  gapsTogether,
  type HeadroomFigures,
  type MediaSide,
  type MediaTotals,
  NO_TOTALS,
  type StationVitals,
  totalsTogether,
} from '../media/StationVitals.ts';
import type { Gates } from '../station/SessionGate.ts';
import { GateDesk } from './GateDesk.ts';
import { leastLoaded, MediaNode } from './MediaNode.ts';
import { Preparations, type Prepared } from './Preparations.ts';
import type { FromNode, NodeReport, Wire, WireNews } from './Wire.ts';
import {
  commandsFor,
  firstWish,
  hasVoice,
  remindersOf,
  type StationWish,
  wishAfter,
} from './wishes.ts';

/** How often nodes are told what is theirs, and looked at. */
const LIST_MS = 500;
/** A node reports twice a second; one that is silent for so long stands still, or is out of control. */
const SILENT_MS = 5_000;
/** How long a voice connection is tried to be taken over before Discord is asked for another. */
const TAKE_OVER_MS = 2_000;
/**
 * What a process plays on time on a core of its own. One that has so many takes over none: the process that
 * comes in place of a dead one is there within a second.
 */
const FULL_STATIONS = 80;
/**
 * So many stations move at a time, and the next when one of them has its voice connection, or after a while: all
 * at once, the first would be heard no sooner than the last, since each takes a process some milliseconds.
 */
const MOVED_TOGETHER = 4;
const MOVE_APART_MS = 25;
/** Each opens a session beside the one that plays, for which there may be no more than a place or two. */
const PREPARED_TOGETHER = 2;
/** Longer than stations take to fade out and end. */
const CLOSE_TIMEOUT_MS = 2_500;

/** Whoever talked to the DJ in a process that is gone. */
const LINE_LOST = {
  code: 'talk.lost',
  memberText: tell('failure.live.dropped'),
  operatorText: 'A member talked to the DJ in a media process that ended',
};

interface Placed {
  wish: StationWish;
  /** Grows with each placement: what an earlier one still says is of no interest. */
  epoch: number;
  /** None while there is none to take it. */
  node: MediaNode | undefined;
  snapshot: StationSnapshot | undefined;
  /** Members who have asked to be heard and were not answered yet. */
  readonly ears: Set<string>;
  /** The last report of its node was without it. */
  isMissing: boolean;
  /** It has moved and is not heard yet. */
  moving: { readonly timer: Timer; held: MediaEvent | undefined } | undefined;
}

/**
 * The media side in several processes: decides which plays which station, and moves stations of one
 * that dies to another, with all that they should be and the voice connection they had.
 */
export class Placement implements MediaSide {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #wire: Wire;
  readonly #conditions: Conditions;
  readonly #processes: number;
  readonly #desk: GateDesk;
  readonly #nodes = new Map<string, MediaNode>();
  readonly #placed = new Map<string, Placed>();
  readonly #listeners = new Set<(event: MediaEvent) => void>();
  readonly #drained = Promise.withResolvers<void>();
  readonly #preparations: Preparations;
  #lists: Timer;
  /** Stations without a node are being given one, one by one. */
  #moves: Timer | undefined;
  #epoch = 0;
  #closing = false;
  #mayList: boolean;
  /** Of nodes that are gone. */
  #past: MediaTotals = NO_TOTALS;
  #pastGaps: GapCounts = { counts: [], sumMs: 0 };

  constructor(options: {
    readonly clock: Clock;
    readonly log: Log;
    readonly wire: Wire;
    /** How many nodes there are while none has died. */
    readonly processes: number;
    readonly gates: Gates;
    readonly conditions: Conditions;
    /** Nodes play on that an earlier control has left: none is told what is its own before `restored`. */
    readonly isBehind?: boolean;
  }) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#wire = options.wire;
    this.#conditions = options.conditions;
    this.#processes = options.processes;
    this.#mayList = options.isBehind !== true;
    this.#desk = new GateDesk(options.gates, (node, id, answer) =>
      this.#wire.send(node, { kind: 'permit', id, answer }),
    );
    this.#preparations = new Preparations(this.#clock, (prepared) => this.#switch(prepared));
    this.#wire.subscribe((news) => this.#hear(news));
    this.#lists = this.#clock.after(LIST_MS, () => this.#list());
  }

  send(command: MediaCommand): void {
    const { guildId } = command;
    const placed = this.#placed.get(guildId);
    if (command.type !== 'start') {
      if (command.type === 'openEar') this.#opensEar(placed, command);
      if (placed === undefined) return;
      placed.wish = wishAfter(placed.wish, command);
      if (placed.node === undefined && placed.wish.isStopping) this.#end(placed);
      else placed.node?.command(placed.epoch, command);
      this.#preparations.command(command);
      return;
    }
    if (this.#closing) {
      this.#emitLater({ type: 'ended', guildId, reason: 'shutdown' });
      return;
    }
    if (placed !== undefined) {
      this.#log.warn({ guildId }, 'A station was to start where one plays');
      return;
    }
    const fresh: Placed = {
      wish: firstWish(command),
      epoch: 0,
      node: undefined,
      snapshot: undefined,
      ears: new Set(),
      isMissing: false,
      moving: undefined,
    };
    this.#placed.set(guildId, fresh);
    this.#place(fresh, false);
  }

  subscribe(listener: (event: MediaEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** What is to play has been sent: whatever else nodes play is nobody's. */
  restored(): void {
    this.#mayList = true;
    for (const node of this.#nodes.values()) this.#tellOwn(node);
  }

  vitals(): StationVitals[] {
    return [...this.#nodes.values()].flatMap(({ report }) =>
      (report?.vitals ?? []).flatMap((vitals) => {
        const snapshot = this.#placed.get(vitals.snapshot.guildId)?.snapshot;
        return snapshot === undefined ? [] : [{ ...vitals, snapshot }];
      }),
    );
  }

  totals(): MediaTotals {
    const parts = [...this.#nodes.values()].map(({ report }) => report?.totals ?? NO_TOTALS);
    return parts.reduce(totalsTogether, this.#past);
  }

  get gaps(): GapCounts {
    const parts = [...this.#nodes.values()].map(({ report }) => report?.gaps);
    return parts.reduce<GapCounts>(gapsTogether, this.#pastGaps);
  }

  headroom(): readonly HeadroomFigures[] {
    return [...this.#nodes.values()].flatMap(({ report }) => report?.headroom ?? []);
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#lists.cancel();
    this.#moves?.cancel();
    for (const node of this.#nodes.values()) node.close();
    for (const placed of [...this.#placed.values()]) {
      if (placed.node === undefined) this.#end(placed);
    }
    if (this.#placed.size > 0) {
      const impatient = this.#clock.after(CLOSE_TIMEOUT_MS, () => this.#drained.resolve());
      await this.#drained.promise;
      impatient.cancel();
      for (const placed of [...this.#placed.values()]) this.#end(placed);
    }
    await this.#wire.close();
  }

  #hear(news: WireNews): void {
    if (news.type === 'back') {
      for (const node of this.#nodes.values()) {
        node.excused();
        this.#remind(node);
      }
      return;
    }
    if (news.type === 'seen') {
      // On a node that was here before, too, what is placed now is newer.
      this.#epoch = Math.max(this.#epoch, news.newest ?? 0);
      const node = new MediaNode(news.node, this.#wire, this.#clock);
      this.#nodes.set(news.node, node);
      // It may play what has gone on elsewhere meanwhile.
      this.#tellOwn(node);
      this.#placeWaiting(MOVED_TOGETHER);
      return;
    }
    const node = this.#nodes.get(news.node);
    if (node === undefined) return;
    if (news.type === 'gone') this.#gone(node);
    else this.#take(node, news.message);
  }

  #take(node: MediaNode, message: FromNode): void {
    switch (message.kind) {
      case 'event':
        this.#follow(node, message.epoch, message.event);
        break;
      case 'report':
        node.reported(message);
        this.#endMissing(node, message);
        this.#desk.keepOnly(node.name, message.places);
        break;
      case 'condition':
        node.noted(message, this.#conditions);
        break;
      case 'ask':
      case 'release':
      case 'sounded':
      case 'failed':
        this.#desk.take(node.name, message);
        break;
      case 'back':
        this.#remind(node);
        break;
      case 'draining':
        this.#log.info({ node: node.name }, 'A media process is to end: its stations move');
        node.isDraining = true;
        this.#prepareMoves();
        break;
      case 'ready':
        break;
    }
  }

  /** Whatever was sent while the wire was away is sent again. */
  #remind(node: MediaNode): void {
    for (const placed of this.#placed.values()) {
      const { node: own, epoch, wish, ears } = placed;
      if (own !== node) continue;
      for (const command of remindersOf(wish)) node.command(epoch, command);
      // That somebody is not to be heard any more may have been lost: nobody is.
      const { guildId } = wish.start;
      for (const person of ears) node.command(epoch, { type: 'closeEar', guildId, person });
      this.#loseEars(placed);
    }
    this.#tellOwn(node);
  }

  /** A station whose end was lost on the wire: the node knows of it, or of later ones, and has it no more. */
  #endMissing(node: MediaNode, { vitals, newest }: NodeReport): void {
    const present = new Set(vitals.map(({ snapshot }) => snapshot.guildId));
    for (const [guildId, placed] of [...this.#placed]) {
      if (placed.node !== node) continue;
      // Of one that is to stop, the start may have been lost as well.
      const isKnown = newest >= placed.epoch || placed.wish.isStopping;
      if (!isKnown || present.has(guildId)) {
        placed.isMissing = false;
      } else if (placed.isMissing) this.#end(placed);
      else placed.isMissing = true;
    }
  }

  #follow(node: MediaNode, epoch: number, event: MediaEvent): void {
    if (this.#preparations.follow(node, epoch, event)) return;
    const guildId = event.type === 'station' ? event.snapshot.guildId : event.guildId;
    const placed = this.#placed.get(guildId);
    if (placed?.node !== node || placed.epoch !== epoch) return;
    switch (event.type) {
      case 'station':
        this.#emit({ type: 'station', snapshot: this.#seen(placed, event.snapshot) });
        break;
      case 'ended':
        this.#forget(placed);
        this.#emit(event);
        break;
      case 'gatewaySend':
        // The place in the channel is kept: only if taking it over fails is another asked for.
        if (placed.moving === undefined) this.#emit(event);
        else placed.moving.held = event;
        break;
      case 'earClosed':
        placed.ears.delete(event.person);
        this.#emit(event);
        break;
      case 'promptFiltered':
      case 'clip':
      case 'earOpened':
      case 'toolCalled':
      case 'toolsCancelled':
      case 'caption':
      case 'turnTaken':
        this.#emit(event);
        break;
    }
  }

  /** What a station says of itself; one that has moved is not said to begin. */
  #seen(placed: Placed, snapshot: StationSnapshot): StationSnapshot {
    const before = placed.snapshot;
    const isNew = before === undefined || before.state === 'starting';
    const heard = snapshot.heard ?? before?.heard;
    placed.snapshot =
      snapshot.state === 'starting' && !isNew
        ? { ...snapshot, state: 'reconnecting', ...(heard !== undefined && { heard }) }
        : snapshot;
    if (snapshot.voiceAway === undefined) this.#moved(placed);
    return placed.snapshot;
  }

  #place(placed: Placed, isMoved: boolean): void {
    const { guildId } = placed.wish.start;
    const node = this.#nodeFor(isMoved);
    this.#epoch += 1;
    placed.epoch = this.#epoch;
    placed.node = node;
    this.#preparations.forget(guildId);
    if (node === undefined) return;
    if (isMoved) this.#moveTo(placed, node);
    else this.#log.info({ guildId, node: node.name }, 'A station begins');
    for (const command of commandsFor(placed.wish, isMoved)) node.command(placed.epoch, command);
  }

  /** From now on it plays there, once it has its voice connection. */
  #moveTo(placed: Placed, node: MediaNode): void {
    const { guildId } = placed.wish.start;
    this.#log.info({ guildId, node: node.name }, 'A station moves');
    if (!hasVoice(placed.wish)) return;
    placed.moving?.timer.cancel();
    const timer = this.#clock.after(TAKE_OVER_MS, () => this.#moved(placed));
    placed.moving = { timer, held: undefined };
  }

  /** Has stations of nodes that are to end get ready elsewhere, a few at a time; ends those without any. */
  #prepareMoves(): void {
    for (const placed of this.#placed.values()) {
      if (this.#preparations.count >= PREPARED_TOGETHER) return;
      const { wish, node } = placed;
      const isLeaving = node?.isDraining === true && !wish.isStopping && hasVoice(wish);
      if (!isLeaving || this.#preparations.has(wish.start.guildId)) continue;
      const next = this.#nodeFor(true);
      if (next === undefined || next.isDraining) return;
      this.#epoch += 1;
      this.#preparations.begin(wish, next, this.#epoch);
    }
    const used = new Set([...this.#placed.values()].map(({ node }) => node));
    for (const node of this.#nodes.values()) {
      if (node.isDraining && !used.has(node)) this.#wire.giveUp(node.name);
    }
  }

  /** The music is ready there: the former node lets go before that one takes voice over. */
  #switch({ guildId, node, epoch }: Prepared): void {
    const placed = this.#placed.get(guildId);
    if (placed === undefined || this.#closing) return;
    const { node: former } = placed;
    this.#loseEars(placed);
    placed.node = node;
    placed.epoch = epoch;
    if (former !== undefined) this.#tellOwn(former);
    this.#moveTo(placed, node);
    const { voiceState, voiceServer } = placed.wish;
    for (const command of [voiceState, voiceServer]) {
      if (command !== undefined) node.command(epoch, command);
    }
  }

  /** Each is answered, whatever becomes of the process that hears them. */
  #opensEar(
    placed: Placed | undefined,
    { guildId, person }: { guildId: string; person: string },
  ): void {
    if (placed?.node !== undefined) placed.ears.add(person);
    else this.#emitLater({ type: 'earClosed', guildId, person, failure: LINE_LOST });
  }

  #loseEars({ wish, ears }: Placed): void {
    const { guildId } = wish.start;
    for (const person of ears) {
      this.#emitLater({ type: 'earClosed', guildId, person, failure: LINE_LOST });
    }
    ears.clear();
  }

  /** It is heard again, or has to be asked for a place after all. */
  #moved(placed: Placed): void {
    const { moving } = placed;
    if (moving === undefined) return;
    placed.moving = undefined;
    moving.timer.cancel();
    // Whoever waits has its turn.
    this.#placeWaiting(1);
    if (moving.held !== undefined && placed.snapshot?.voiceAway !== undefined) {
      this.#emit(moving.held);
    }
  }

  #gone(node: MediaNode): void {
    this.#nodes.delete(node.name);
    node.forgotten(this.#conditions);
    this.#desk.forget(node.name);
    this.#past = totalsTogether(this.#past, node.report?.totals ?? NO_TOTALS);
    this.#pastGaps = gapsTogether(this.#pastGaps, node.report?.gaps);
    this.#preparations.gone(node);
    for (const placed of [...this.#placed.values()]) {
      if (placed.node !== node) continue;
      this.#loseEars(placed);
      placed.node = undefined;
      if (this.#closing || placed.wish.isStopping) this.#end(placed);
    }
    this.#placeWaiting(MOVED_TOGETHER);
  }

  /** Gives nodes to so many stations that have none and can have one, and to others soon. */
  #placeWaiting(most: number): void {
    this.#moves?.cancel();
    this.#moves = undefined;
    let left = most;
    for (const placed of this.#placed.values()) {
      if (placed.node !== undefined) continue;
      if (left === 0) {
        this.#moves = this.#clock.after(MOVE_APART_MS, () => this.#placeWaiting(1));
        return;
      }
      // Where one that has played finds no room, one that has not may.
      this.#place(placed, placed.snapshot !== undefined);
      if (placed.node !== undefined) left -= 1;
    }
  }

  #nodeFor(isMoved: boolean): MediaNode | undefined {
    const counts = new Map<MediaNode, number>();
    for (const node of this.#nodes.values()) counts.set(node, 0);
    for (const { node } of this.#placed.values()) {
      if (node !== undefined) counts.set(node, (counts.get(node) ?? 0) + 1);
    }
    const isWorthWaiting = isMoved && this.#nodes.size < this.#processes;
    return leastLoaded(counts, isWorthWaiting ? FULL_STATIONS : Number.POSITIVE_INFINITY);
  }

  #list(): void {
    this.#lists = this.#clock.after(LIST_MS, () => this.#list());
    for (const node of this.#nodes.values()) {
      if (node.silentForMs > SILENT_MS && this.#wire.isAway !== true) {
        this.#log.error({ node: node.name }, 'A media process does not answer and is replaced');
        this.#wire.giveUp(node.name);
        continue;
      }
      this.#tellOwn(node);
    }
    this.#prepareMoves();
  }

  #tellOwn(node: MediaNode): void {
    if (!this.#mayList) return;
    const own = [...this.#placed].filter(([, placed]) => placed.node === node);
    const stations = own.map(([guildId, { epoch }]) => [guildId, epoch] as const);
    node.owns([...stations, ...this.#preparations.owned(node)]);
  }

  /** Nobody plays it any more who could say so. */
  #end(placed: Placed): void {
    this.#forget(placed);
    const { guildId } = placed.wish.start;
    const reason = this.#closing ? 'shutdown' : 'stopped';
    this.#emitLater({ type: 'ended', guildId, reason });
  }

  #forget(placed: Placed): void {
    placed.moving?.timer.cancel();
    this.#preparations.forget(placed.wish.start.guildId);
    this.#placed.delete(placed.wish.start.guildId);
    if (this.#closing && this.#placed.size === 0) this.#drained.resolve();
  }

  #emit(event: MediaEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Never inside `send`: a command's caller has finished before it hears of the effects. */
  #emitLater(event: MediaEvent): void {
    queueMicrotask(() => this.#emit(event));
  }
}
