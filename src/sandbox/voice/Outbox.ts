/** Sequence numbers are 16 bit because that is what binary messages have room for. */
const LAST_SEQUENCE = 2 ** 16 - 1;
/** Before anything was received, a client acknowledges this. */
export const NOTHING_RECEIVED = -1;

/** A message as it goes over the WebSocket, text or binary. */
export type Wire = string | Buffer;

interface Numbered {
  readonly sequence: number;
  readonly wire: Wire;
}

/**
 * The numbered messages of one voice session that its client has not yet acknowledged, kept so
 * that a client which resumes gets what it missed.
 */
export class Outbox {
  readonly #capacity: number;
  #messages: Numbered[] = [];
  #lastSequence = 0;
  /** The newest message that is no longer here, as the client would name it. */
  #lastGone = NOTHING_RECEIVED;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Numbers a message, keeps it, and returns how it goes over the wire. */
  add(encode: (sequence: number) => Wire): Wire {
    // 0 is left out when the numbers wrap: clients take it for "no number".
    this.#lastSequence = this.#lastSequence === LAST_SEQUENCE ? 1 : this.#lastSequence + 1;
    const wire = encode(this.#lastSequence);
    this.#messages.push({ sequence: this.#lastSequence, wire });
    if (this.#messages.length > this.#capacity) {
      this.#lastGone = this.#messages.shift()?.sequence ?? this.#lastGone;
    }
    return wire;
  }

  /** Forgets everything up to what the client says it has. */
  acknowledge(sequence: number): void {
    const at = this.#messages.findIndex((message) => message.sequence === sequence);
    if (at === -1) return;
    this.#messages = this.#messages.slice(at + 1);
    this.#lastGone = sequence;
  }

  /** Everything after `sequence`, or undefined when some of it is no longer here. */
  after(sequence: number): readonly Wire[] | undefined {
    const at = this.#messages.findIndex((message) => message.sequence === sequence);
    if (at === -1 && sequence !== this.#lastGone) return undefined;
    return this.#messages.slice(at + 1).map((message) => message.wire);
  }
}
