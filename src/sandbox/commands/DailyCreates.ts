import { refusals } from '../DiscordError.ts';

/** Documented: new commands a day, in each guild and globally. */
const MAX_CREATES = 200;
const DAY_MS = 86_400_000;

/** Counts new commands; changing one that is there costs nothing. */
export class DailyCreates {
  readonly #now: () => number;
  readonly #days = new Map<string, { used: number; readonly endsMs: number }>();

  /** @param now Monotonic, ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @throws DiscordError 30034 when the day's are used up; none is counted then. */
  take(scope: string, count: number): void {
    const known = this.#days.get(scope);
    const day =
      known !== undefined && known.endsMs > this.#now()
        ? known
        : { used: 0, endsMs: this.#now() + DAY_MS };
    if (day.used + count > MAX_CREATES) throw refusals.tooManyDailyCommands();
    day.used += count;
    this.#days.set(scope, day);
  }
}
