import type { Gate, Place } from '../station/SessionGate.ts';
import type { FromNode, PermitAnswer } from './Wire.ts';

type GateMessage = Extract<FromNode, { kind: 'ask' | 'release' | 'sounded' | 'failed' }>;

/** Answers for the one gate what media nodes ask of it, and takes back what dead ones held. */
export class GateDesk {
  readonly #gate: Gate;
  readonly #answer: (node: string, id: number, answer: PermitAnswer) => void;
  readonly #places = new Map<string, Map<number, Place>>();
  /** A session's place is given back right before it is told why it ended. */
  #released: { readonly node: string; readonly id: number; readonly place: Place } | undefined;

  constructor(gate: Gate, answer: (node: string, id: number, answer: PermitAnswer) => void) {
    this.#gate = gate;
    this.#answer = answer;
  }

  take(node: string, message: GateMessage): void {
    switch (message.kind) {
      case 'ask': {
        // Whoever gets none asks again by itself.
        const entry = this.#gate.enter(message.purpose, () => {});
        if (entry.ok) this.#placesOf(node).set(message.id, entry.place);
        this.#answer(node, message.id, entry.ok ? { ok: true } : entry);
        break;
      }
      case 'release': {
        const place = this.#places.get(node)?.get(message.id);
        if (place === undefined) break;
        this.#places.get(node)?.delete(message.id);
        if (message.isUnused) place.cancel();
        else place.release();
        this.#released = { node, id: message.id, place };
        break;
      }
      case 'sounded':
        this.#gate.succeeded();
        break;
      case 'failed': {
        this.#gate.failed(message.failure, this.#placeOf(node, message.id));
        break;
      }
    }
  }

  /** The node is gone, and its sessions with it. */
  forget(node: string): void {
    for (const place of this.#places.get(node)?.values() ?? []) place.release();
    this.#places.delete(node);
  }

  #placeOf(node: string, id: number | undefined): Place | undefined {
    if (id === undefined) return undefined;
    const last = this.#released;
    if (last?.node === node && last.id === id) return last.place;
    return this.#places.get(node)?.get(id);
  }

  #placesOf(node: string): Map<number, Place> {
    const places = this.#places.get(node) ?? new Map<number, Place>();
    this.#places.set(node, places);
    return places;
  }
}
