import type { CreateMusicSource, MusicSource } from '#src/generator/MusicSource.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '#src/music/controls.ts';

/** Every sample of a frame is the frame's number in its piece, so a test sees what it got. */
export class CountingSource implements MusicSource {
  prompts: readonly WeightedPrompt[] = [];
  config: MusicGenerationConfig = {};
  resets = 0;
  #frame = 0;

  setPrompts(prompts: readonly WeightedPrompt[]): void {
    this.prompts = prompts;
  }

  setConfig(config: MusicGenerationConfig): void {
    this.config = config;
  }

  reset(): void {
    this.resets += 1;
    this.#frame = 0;
  }

  render(out: Int16Array): void {
    out.fill(this.#frame);
    this.#frame += 1;
  }
}

export const createCountingSource: CreateMusicSource = () => new CountingSource();
