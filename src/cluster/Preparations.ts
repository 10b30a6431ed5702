import type { Clock, Timer } from '../clock.ts';
import type { MediaCommand, MediaEvent } from '../media/protocol.ts';
import type { MediaNode } from './MediaNode.ts';
import { commandsFor, type StationWish } from './wishes.ts';

/** A chunk is here: the music goes on once the voice connection is. */
const READY_RESERVE_MS = 2_000;
/** After this it is tried anew: voice that is never given would be told as a fault. */
const PATIENCE_MS = 8_000;

/** A station that gets ready where it is to play next, while it still plays elsewhere. */
export interface Prepared {
  readonly guildId: string;
  readonly node: MediaNode;
  readonly epoch: number;
}

interface Entry extends Prepared {
  readonly timer: Timer;
  isReady: boolean;
}

/**
 * Stations that leave a node which still plays them: each is prepared on another, all but its voice
 * connection, so that little is missing when that is taken over.
 */
export class Preparations {
  readonly #clock: Clock;
  readonly #onReady: (prepared: Prepared) => void;
  readonly #entries = new Map<string, Entry>();

  constructor(clock: Clock, onReady: (prepared: Prepared) => void) {
    this.#clock = clock;
    this.#onReady = onReady;
  }

  get count(): number {
    return this.#entries.size;
  }

  has(guildId: string): boolean {
    return this.#entries.has(guildId);
  }

  begin(wish: StationWish, node: MediaNode, epoch: number): void {
    const { guildId } = wish.start;
    const timer = this.#clock.after(PATIENCE_MS, () => this.forget(guildId));
    this.#entries.set(guildId, { guildId, node, epoch, timer, isReady: false });
    const { voiceState: _state, voiceServer: _server, ...silent } = wish;
    for (const command of commandsFor(silent, true)) node.command(epoch, command);
  }

  /** What is wished meanwhile holds there, too. */
  command(command: MediaCommand): void {
    const entry = this.#entries.get(command.guildId);
    if (entry === undefined || !WISHES.has(command.type)) return;
    entry.node.command(entry.epoch, command);
  }

  /** Whether the event came of a preparation: nobody else is to hear of it. */
  follow(node: MediaNode, epoch: number, event: MediaEvent): boolean {
    const guildId = event.type === 'station' ? event.snapshot.guildId : event.guildId;
    const entry = this.#entries.get(guildId);
    if (entry?.node !== node || entry.epoch !== epoch) return false;
    if (event.type === 'ended') this.forget(guildId);
    const hasMusic = event.type === 'station' && event.snapshot.reserveMs >= READY_RESERVE_MS;
    if (hasMusic && !entry.isReady) {
      entry.isReady = true;
      this.forget(guildId);
      this.#onReady(entry);
    }
    return true;
  }

  /** What is a node's own beside what plays there. */
  owned(node: MediaNode): (readonly [string, number])[] {
    const own = [...this.#entries.values()].filter((entry) => entry.node === node);
    return own.map(({ guildId, epoch }) => [guildId, epoch]);
  }

  /** What was prepared falls silent with the next list. */
  forget(guildId: string): void {
    this.#entries.get(guildId)?.timer.cancel();
    this.#entries.delete(guildId);
  }

  gone(node: MediaNode): void {
    for (const entry of [...this.#entries.values()]) {
      if (entry.node === node) this.forget(entry.guildId);
    }
  }
}

/** What changes what a station should be: all else is for the node that plays. */
const WISHES: ReadonlySet<MediaCommand['type']> = new Set([
  'setMix',
  'setConfig',
  'setVolume',
  'duck',
  'resetContext',
  'channelChanged',
  'pause',
  'resume',
  'gateway',
  'stop',
  'channelLost',
]);
