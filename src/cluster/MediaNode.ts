import type { Clock } from '../clock.ts';
import type { ConditionName, Conditions } from '../conditions.ts';
import type { MediaCommand } from '../media/protocol.ts';
import type { FromNode, NodeReport, Wire } from './Wire.ts';

type ConditionNews = Extract<FromNode, { kind: 'condition' }>;

/** A media process as the control side sees it. */
export class MediaNode {
  readonly name: string;
  /** It is to end: what plays there moves, and nothing comes. */
  isDraining = false;
  readonly #wire: Wire;
  readonly #clock: Clock;
  readonly #raised = new Map<string, ConditionNews>();
  #report: NodeReport | undefined;
  #heardMs: number;

  constructor(name: string, wire: Wire, clock: Clock) {
    this.name = name;
    this.#wire = wire;
    this.#clock = clock;
    this.#heardMs = clock.now();
  }

  /** The last, up to half a second old. */
  get report(): NodeReport | undefined {
    return this.#report;
  }

  /** Another station could not be played on time there. */
  get isFull(): boolean {
    return this.#report?.headroom.some(({ isFull }) => isFull) ?? false;
  }

  /** Since its last report. */
  get silentForMs(): number {
    return this.#clock.now() - this.#heardMs;
  }

  command(epoch: number, command: MediaCommand): void {
    this.#wire.send(this.name, { kind: 'command', epoch, command });
  }

  owns(stations: readonly (readonly [string, number])[]): void {
    this.#wire.send(this.name, { kind: 'owned', stations });
  }

  close(): void {
    this.#wire.send(this.name, { kind: 'close' });
  }

  reported(report: NodeReport): void {
    this.#report = report;
    this.#heardMs = this.#clock.now();
  }

  /** It could not be heard until now. */
  excused(): void {
    this.#heardMs = this.#clock.now();
  }

  noted(news: ConditionNews, conditions: Conditions): void {
    const key = keyOf(news.name, news.guildId);
    if (news.text === undefined) {
      this.#raised.delete(key);
      conditions.clear(news.name, news.guildId);
    } else {
      this.#raised.set(key, news);
      conditions.raise(news.name, news.text, news.guildId);
    }
  }

  /** It is gone: what was wrong with it is over. */
  forgotten(conditions: Conditions): void {
    for (const { name, guildId } of this.#raised.values()) conditions.clear(name, guildId);
    this.#raised.clear();
  }
}

function keyOf(name: ConditionName, guildId: string | undefined): string {
  return `${name} ${guildId ?? ''}`;
}

/**
 * The node with the fewest stations; one that is to end, or is full and refuses whatever it need not
 * take, only where there is no other.
 *
 * @param counts how many stations each has
 * @param most who has so many takes no more
 */
export function leastLoaded(
  counts: ReadonlyMap<MediaNode, number>,
  most: number,
): MediaNode | undefined {
  const [least] = [...counts].toSorted(
    ([one, count], [other, otherCount]) =>
      Number(one.isDraining) - Number(other.isDraining) ||
      Number(one.isFull) - Number(other.isFull) ||
      count - otherCount,
  );
  return least !== undefined && least[1] < most ? least[0] : undefined;
}
