import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from '../log.ts';

const FILE = 'identifies.json';
const DAY_MS = 86_400_000;

const times = z.array(z.number().finite());
const schema = z.object({ starts: times, others: times });

/**
 * When a bot has introduced itself to Discord in the last 24 hours, epoch ms, in a file of the data
 * folder: so that a program that ends soon after its start, again and again, is known for it.
 */
export class IdentifyRecord {
  starts: readonly number[] = [];
  others: readonly number[] = [];
  readonly #path: string | undefined;
  readonly #log: Log;
  #ownStartMs: number | undefined;

  /** @param directory absent: nothing outlasts the program */
  constructor(directory: string | undefined, log: Log) {
    this.#log = log;
    if (directory === undefined) return;
    this.#path = join(directory, FILE);
    try {
      ({ starts: this.starts, others: this.others } = schema.parse(
        JSON.parse(readFileSync(this.#path, 'utf8')),
      ));
    } catch (error) {
      const isNew = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isNew) log.warn({ error }, 'The record of earlier starts cannot be read');
    }
  }

  /** Resolves when it is written, or cannot be: that is told, and no reason not to go on. */
  async note(atMs: number): Promise<void> {
    if (this.#ownStartMs === undefined) {
      this.#ownStartMs = atMs;
      this.starts = [...recent(this.starts, atMs), atMs];
      this.others = recent(this.others, atMs);
    } else this.others = [...recent(this.others, atMs), atMs];
    if (this.#path === undefined) return;
    const next = `${this.#path}.next`;
    try {
      await writeFile(next, this.#text());
      await rename(next, this.#path);
    } catch (error) {
      this.#cannotKeep(error);
    }
  }

  /** The start of this program does not count: a person has ended it, and no loop. */
  forgetStart(): void {
    this.starts = this.starts.filter((at) => at !== this.#ownStartMs);
    if (this.#path === undefined || this.#ownStartMs === undefined) return;
    const next = `${this.#path}.next`;
    try {
      writeFileSync(next, this.#text());
      renameSync(next, this.#path);
    } catch (error) {
      this.#cannotKeep(error);
    }
  }

  #text(): string {
    return JSON.stringify({ starts: this.starts, others: this.others });
  }

  #cannotKeep(error: unknown): void {
    this.#log.warn({ error }, 'The record of starts cannot be kept');
  }
}

function recent(all: readonly number[], nowMs: number): readonly number[] {
  return all.filter((at) => at > nowMs - DAY_MS).map((at) => Math.min(at, nowMs));
}
