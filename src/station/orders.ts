import type { MusicGenerationConfig, SourceMetadata, WeightedPrompt } from '../music/controls.ts';

/** What a deck is told to make music from. */
export interface Order {
  /** Numbers a station's orders in the order they were given. */
  readonly revision: number;
  readonly prompts: readonly WeightedPrompt[];
  readonly config: MusicGenerationConfig;
}

/** A ramp is a dozen orders, and a chunk answers one sent a few seconds before it. */
const REMEMBERED = 64;
/** The service may keep weights as 32-bit floats. */
const SAME = 1e-4;

/** Knows what was ordered when, and tells from a chunk's metadata which order it answers. */
export class OrderBook {
  readonly #sent: Order[] = [];

  note(order: Order): void {
    this.#sent.push(order);
    if (this.#sent.length > REMEMBERED) this.#sent.shift();
  }

  /** The revision of the newest order that the metadata fits; undefined when none does. */
  revisionOf(source: SourceMetadata): number | undefined {
    return this.#sent.findLast((order) => fits(source, order))?.revision;
  }
}

function fits(source: SourceMetadata, order: Order): boolean {
  if (source.prompts.length !== order.prompts.length) return false;
  const weights = new Map(source.prompts.map(({ text, weight }) => [text, weight]));
  for (const { text, weight } of order.prompts) {
    const made = weights.get(text);
    if (made === undefined || Math.abs(made - weight) > SAME) return false;
  }
  // The service may fill in defaults for what was left out, so only what was ordered counts.
  const made = new Map<string, unknown>(Object.entries(source.config));
  return Object.entries(order.config).every(([name, value]) => {
    const other = made.get(name);
    if (other === undefined) return true;
    if (typeof value === 'number' && typeof other === 'number') {
      return Math.abs(value - other) <= SAME * Math.max(1, Math.abs(value));
    }
    return other === value;
  });
}

/** The order, but for its tempo and scale, which are those of another configuration. */
export function withTempoAndScaleOf({ bpm, scale }: MusicGenerationConfig, order: Order): Order {
  const { bpm: _bpm, scale: _scale, ...others } = order.config;
  const config = {
    ...others,
    ...(bpm === undefined ? {} : { bpm }),
    ...(scale === undefined ? {} : { scale }),
  };
  return { ...order, config };
}
