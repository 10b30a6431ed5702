import type { Gates, Place } from '../station/SessionGate.ts';
import type { FromNode, HeldPlaces, PermitAnswer } from './Wire.ts';

type GateMessage = Extract<FromNode, { kind: 'ask' | 'release' | 'sounded' | 'failed' }>;

/** Answers for the gates what media nodes ask of them, and takes back what dead ones held. */
export class GateDesk {
  readonly #gates: Gates;
  readonly #answer: (node: string, id: number, answer: PermitAnswer) => void;
  readonly #places = new Map<string, Map<number, Place>>();

  constructor(gates: Gates, answer: (node: string, id: number, answer: PermitAnswer) => void) {
    this.#gates = gates;
    this.#answer = answer;
  }

  take(node: string, message: GateMessage): void {
    const { id } = message;
    const place = this.#places.get(node)?.get(id);
    switch (message.kind) {
      case 'ask': {
        // Whoever gets none asks again by itself.
        const entry = this.#gates.of(message.guildId).enter(message.purpose, () => {});
        if (entry.ok) this.#placesOf(node).set(id, entry.place);
        const key = entry.ok ? entry.place.key : undefined;
        const given = { ok: true as const, ...(key !== undefined && { key }) };
        this.#answer(node, id, entry.ok ? given : entry);
        break;
      }
      case 'release':
        this.#places.get(node)?.delete(id);
        if (message.isUnused) place?.cancel();
        else place?.release();
        break;
      case 'sounded':
        place?.sounded();
        break;
      case 'failed':
        place?.failed(message.failure);
        break;
    }
  }

  /** What the node gave back, or was given, while the wire was away is nobody's. */
  keepOnly(node: string, { newest, held }: HeldPlaces): void {
    const places = this.#places.get(node);
    if (places === undefined) return;
    const stillHeld = new Set(held);
    for (const [id, place] of places) {
      if (id > newest || stillHeld.has(id)) continue;
      places.delete(id);
      place.release();
    }
  }

  /** The node is gone, and its sessions with it. */
  forget(node: string): void {
    for (const place of this.#places.get(node)?.values() ?? []) place.release();
    this.#places.delete(node);
  }

  #placesOf(node: string): Map<number, Place> {
    const places = this.#places.get(node) ?? new Map<number, Place>();
    this.#places.set(node, places);
    return places;
  }
}
