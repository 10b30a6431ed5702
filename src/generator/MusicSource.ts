import type { MusicGenerationConfig, WeightedPrompt } from '../music/controls.ts';

/**
 * Something that makes music: the synthesiser as the protocol server sees it. Pure computation:
 * no I/O, no clock, and the same seed and calls give the same samples.
 */
export interface MusicSource {
  /** The prompts that count from the next frame on; the change itself is smoothed. */
  setPrompts(prompts: readonly WeightedPrompt[]): void;
  /** Replaces the whole configuration. A changed bpm or scale waits for `reset`. */
  setConfig(config: MusicGenerationConfig): void;
  /** Clears the musical context: starts a new piece with the prompts, bpm and scale now set. */
  reset(): void;
  /** Renders the next 20 ms: fills `out`, 960 interleaved stereo pairs, 16 bit, 48 kHz. */
  render(out: Int16Array): void;
}

export type CreateMusicSource = (options: { readonly seed: number }) => MusicSource;
