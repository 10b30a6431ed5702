import type { Clock, Timer } from '#src/clock.ts';
import type { Link } from '#src/cluster/NatsLink.ts';

/** A connection that carries nothing is given up after two pings. */
const NOTICED_MS = 2_500;
const MOST_DELAY_MS = 50;

type Listener = Parameters<Link['hear']>[1];

/**
 * A NATS server and its clients in virtual time: what one client sends arrives in order, each some time
 * after the last. A connection that is cut holds what it is given, as TCP does, until that is noticed;
 * from then on it is lost.
 */
export class LossyNet {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #links = new Set<LossyLink>();

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  connect(): LossyLink {
    const link = new LossyLink(this.#clock, (subject, value) =>
      this.#publish(link, subject, value),
    );
    this.#links.add(link);
    return link;
  }

  #publish(from: LossyLink, subject: string, value: unknown): void {
    const plain: unknown = structuredClone(value);
    from.pass(() => {
      for (const to of this.#links) {
        if (!to.hears(subject)) continue;
        const waitMs = to.nextAfter(MOST_DELAY_MS * this.#random());
        this.#clock.after(waitMs, () => to.pass(() => to.deliver(subject, plain)));
      }
    });
  }
}

export class LossyLink implements Link {
  readonly #clock: Clock;
  readonly #publish: (subject: string, value: unknown) => void;
  readonly #listeners = new Map<string, Listener>();
  readonly #held: (() => void)[] = [];
  #backListener: () => void = () => {};
  #isCut = false;
  #noticing: Timer | undefined;
  #upSinceMs: number | undefined;
  #arrivesMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, publish: (subject: string, value: unknown) => void) {
    this.#clock = clock;
    this.#publish = publish;
    this.#upSinceMs = clock.now();
  }

  get upForMs(): number | undefined {
    return this.#upSinceMs === undefined ? undefined : this.#clock.now() - this.#upSinceMs;
  }

  send(subject: string, value: unknown): void {
    if (this.#upSinceMs !== undefined) this.#publish(subject, value);
  }

  hear(subject: string, listener: Listener): () => void {
    this.#listeners.set(subject, listener);
    return () => void this.#listeners.delete(subject);
  }

  onBack(listener: () => void): void {
    this.#backListener = listener;
  }

  async close(): Promise<void> {
    this.#listeners.clear();
  }

  cut(): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.#noticing = this.#clock.after(NOTICED_MS, () => {
      this.#upSinceMs = undefined;
      this.#held.length = 0;
    });
  }

  heal(): void {
    if (!this.#isCut) return;
    this.#noticing?.cancel();
    // What is sent because of one of them comes after all of them.
    for (let go = this.#held.shift(); go !== undefined; go = this.#held.shift()) go();
    this.#isCut = false;
    if (this.#upSinceMs !== undefined) return;
    this.#upSinceMs = this.#clock.now();
    this.#backListener();
  }

  hears(subject: string): boolean {
    return this.#listenerOf(subject) !== undefined;
  }

  deliver(subject: string, value: unknown): void {
    this.#listenerOf(subject)?.(value, subject, () => {});
  }

  /** Now, when the connection is whole again, or never. */
  pass(go: () => void): void {
    if (!this.#isCut) go();
    else if (this.#upSinceMs !== undefined) this.#held.push(go);
  }

  /** How long until something arrives that comes so long from now at the earliest. */
  nextAfter(waitMs: number): number {
    this.#arrivesMs = Math.max(this.#arrivesMs, this.#clock.now() + waitMs);
    return this.#arrivesMs - this.#clock.now();
  }

  #listenerOf(subject: string): Listener | undefined {
    return this.#listeners.get(subject) ?? this.#listeners.get(subject.replace(/\.[^.]+$/, '.*'));
  }
}
