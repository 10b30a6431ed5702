import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { tell } from '#src/texts/texts.ts';
import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';

/** A stand-in renders its first music and makes certificates while starting; slow disks count. */
const START_TIMEOUT_MS = 30_000;
/** After this a child that was asked to end is killed. */
const STOP_TIMEOUT_MS = 3_000;

/**
 * A part of the program that runs in a process of its own, so that its work never delays the
 * 20 ms path. It announces itself with one JSON line on stdout, and it ends when this process
 * does, however that happens: its IPC channel closes.
 */
export class ChildService<Announcement> {
  readonly announcement: Announcement;
  readonly #child: ChildProcess;
  #stopping = false;

  private constructor(child: ChildProcess, announcement: Announcement) {
    this.#child = child;
    this.announcement = announcement;
  }

  /**
   * Starts `module` and waits for its line.
   *
   * @throws FailureError `child.failed` when it ends, says nothing in time, or says nonsense.
   */
  static async start<Schema extends z.ZodType>(options: {
    readonly name: string;
    readonly module: URL;
    readonly flags?: readonly string[];
    readonly announcement: Schema;
    /** Variables that it must not see: no child talks to Discord or Google. */
    readonly withheld: readonly string[];
    /** How much it logs: the environment's own may be empty or in quotes. */
    readonly logLevel: string;
    readonly log: Log;
    /** Called when the child ends without having been asked to. */
    readonly onLost: (failure: FailureError) => void;
  }): Promise<ChildService<z.infer<Schema>>> {
    // An empty variable counts as not set.
    const withheld = Object.fromEntries(options.withheld.map((name) => [name, '']));
    const child = fork(options.module, options.flags ?? [], {
      // Signals to the whole group, as of Ctrl-C or `timeout`, are for the one that ends it in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, ...withheld, LOG_LEVEL: options.logLevel },
    });
    try {
      const line = await firstLine(child, options.name);
      const service = new ChildService(child, options.announcement.parse(JSON.parse(line)));
      child.once('exit', (code, signal) => {
        if (service.#stopping) return;
        options.onLost(failed(`${options.name} ended by itself (${signal ?? `code ${code}`}).`));
      });
      return service;
    } catch (error) {
      child.kill('SIGKILL');
      if (error instanceof FailureError) throw error;
      throw failed(`${options.name} announced itself in a way that is not understood.`, error);
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(killer);
  }
}

async function firstLine(child: ChildProcess, name: string): Promise<string> {
  if (child.stdout === null) throw failed(`${name} has no standard output.`);
  const lines = createInterface({ input: child.stdout });
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    return await Promise.race([
      once(lines, 'line', { signal }).then(([line]) => String(line)),
      once(child, 'exit', { signal }).then(([code]) => {
        throw failed(`${name} ended while starting (code ${code}).`);
      }),
      once(AbortSignal.timeout(START_TIMEOUT_MS), 'abort', { signal }).then(() => {
        throw failed(`${name} did not start within ${START_TIMEOUT_MS / 1000} s.`);
      }),
    ]);
  } finally {
    waiting.abort();
    lines.close();
    // Whatever else the child prints must not fill the pipe and block it.
    child.stdout.resume();
  }
}

function failed(operatorText: string, cause?: unknown): FailureError {
  return new FailureError(
    {
      code: 'child.failed',
      memberText: tell('failure.start'),
      operatorText,
    },
    { cause },
  );
}
