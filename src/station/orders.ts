import { applyChanges, changesBetween, isSameValue } from '../music/controlChanges.ts';
import {
  CONTROL_NAMES,
  HARD_CONTROLS,
  type MusicGenerationConfig,
  type SourceMetadata,
  type WeightedPrompt,
} from '../music/controls.ts';

/** What a deck is told to make music from. */
export interface Order {
  /** Numbers a station's orders in the order they were given. */
  readonly revision: number;
  readonly prompts: readonly WeightedPrompt[];
  readonly config: MusicGenerationConfig;
}

/** A ramp is a dozen orders, and a chunk answers one sent a few seconds before it. */
const REMEMBERED = 64;

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
    if (!isSameValue(weight, made)) return false;
  }
  // The service may fill in defaults for what was left out, so only what was ordered counts.
  return CONTROL_NAMES.every((name) => {
    const [ordered, told] = [order.config[name], source.config[name]];
    return ordered === undefined || told === undefined || isSameValue(ordered, told);
  });
}

/** The order, but for what only a fresh piece can bring: that is as in another configuration. */
export function withHardControlsOf(config: MusicGenerationConfig, order: Order): Order {
  const hard = changesBetween(order.config, config, HARD_CONTROLS);
  return { ...order, config: applyChanges(order.config, hard) };
}
