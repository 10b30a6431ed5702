import type { MediaEvent, MediaPort } from './media/protocol.ts';
import type { TalkHealth } from './ops/healthOf.ts';
import type { TalkFigures } from './ops/metrics/MetricsFacts.ts';

const MS_PER_S = 1_000;
/** Upper bounds, in milliseconds: a good answer begins within 1.6 s of the last word. */
const ANSWER_BOUNDS_MS = [800, 1_000, 1_200, 1_400, 1_600, 2_000, 3_000, 5_000, 8_000] as const;
/** The median is of the latest. */
const REMEMBERED = 100;

/** Counts, over all stations and since the program began, how members talk to the DJ. */
export class TalkTally {
  readonly #unsubscribe: () => void;
  /** By guild and member. */
  readonly #ears = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #answers = new Float64Array(ANSWER_BOUNDS_MS.length + 1);
  readonly #latestMs: number[] = [];
  #answersMs = 0;
  #turns = 0;
  #speechMs = 0;
  #promptTokens = 0;
  #responseTokens = 0;

  constructor(media: Pick<MediaPort, 'subscribe'>) {
    this.#unsubscribe = media.subscribe((event) => this.#note(event));
  }

  figures(): TalkFigures {
    return {
      ears: this.#ears.size,
      turns: this.#turns,
      speechS: this.#speechMs / MS_PER_S,
      tokens: new Map([
        ['prompt', this.#promptTokens],
        ['response', this.#responseTokens],
      ]),
      failures: this.#failures,
      answers: { boundsMs: ANSWER_BOUNDS_MS, counts: this.#answers, sumMs: this.#answersMs },
    };
  }

  health(): TalkHealth {
    const latest = this.#latestMs.toSorted((one, other) => one - other);
    const median = latest[Math.floor(latest.length / 2)];
    return {
      ears: this.#ears.size,
      turns: this.#turns,
      failures: [...this.#failures.values()].reduce((sum, count) => sum + count, 0),
      answerS: median === undefined ? null : Math.round(median) / MS_PER_S,
    };
  }

  close(): void {
    this.#unsubscribe();
  }

  #note(event: MediaEvent): void {
    if (event.type === 'ended') {
      for (const ear of this.#ears) if (ear.startsWith(`${event.guildId} `)) this.#ears.delete(ear);
    } else if (event.type === 'earOpened') this.#ears.add(`${event.guildId} ${event.person}`);
    else if (event.type === 'earClosed') {
      this.#ears.delete(`${event.guildId} ${event.person}`);
      const code = event.failure?.code;
      if (code !== undefined) this.#failures.set(code, (this.#failures.get(code) ?? 0) + 1);
    } else if (event.type === 'turnTaken') this.#count(event);
  }

  #count({ speechMs, tokens, firstSoundMs }: Extract<MediaEvent, { type: 'turnTaken' }>): void {
    this.#turns += 1;
    this.#speechMs += speechMs;
    this.#promptTokens += tokens.prompt;
    this.#responseTokens += tokens.response;
    if (firstSoundMs === null) return;
    const at = ANSWER_BOUNDS_MS.findIndex((bound) => firstSoundMs <= bound);
    const bucket = at === -1 ? ANSWER_BOUNDS_MS.length : at;
    this.#answers[bucket] = (this.#answers[bucket] ?? 0) + 1;
    this.#answersMs += firstSoundMs;
    this.#latestMs.push(firstSoundMs);
    if (this.#latestMs.length > REMEMBERED) this.#latestMs.shift();
  }
}
