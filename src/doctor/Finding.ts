import { FailureError } from '../failure.ts';
import { explain } from '../ops/explain.ts';

/** What one look has found. */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly about: string;
  /** `skipped`: nothing to look at here; `warning`: it works, but not as it could. */
  readonly state: 'fine' | 'warning' | 'wrong' | 'skipped';
  /** What was seen and, unless that is fine, what to do. */
  readonly text: string;
}

/** Runs one look; what it throws is what is wrong. */
export async function look(
  about: string,
  work: () => Promise<readonly Finding[]> | readonly Finding[],
): Promise<readonly Finding[]> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FailureError) {
      const machine = { now: new Date(), userId: process.getuid?.() };
      return [wrong(about, explain(error.failure, machine))];
    }
    return [wrong(about, error instanceof Error ? error.message : String(error))];
  }
}

export const fine = (about: string, text: string): Finding => ({ about, state: 'fine', text });
export const warning = (about: string, text: string): Finding => ({
  about,
  state: 'warning',
  text,
});
export const wrong = (about: string, text: string): Finding => ({ about, state: 'wrong', text });
export const skipped = (about: string, text: string): Finding => ({
  about,
  state: 'skipped',
  text,
});
