import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { SECRET_NAMES, VARIABLE_NAMES } from '#src/environment.ts';
import { leakIn } from '#test/support/leaks.ts';

/** Starting Node, a certificate and the first bars of music takes a few seconds on a busy core. */
const START_PATIENCE_MS = 30_000;
const LINE_PATIENCE_MS = 20_000;
const STOP_PATIENCE_MS = 10_000;

/** `npm run test:secrets`: everything is said that can be, and there is a key, too. */
const IS_SECRET_SCAN = process.env['E2E_SECRETS'] === '1';
/** Not one of Google's: it must never get there. */
const MARKED_KEY = 'LyrebirdMarkedKey-8vN2xQ7rT4wZ6yB1cD3f';

const BOT = 'src/main.ts';
/** As `npm start` and the image have them. */
const BOT_FLAGS = ['--max-semi-space-size=8'];

/** One of the project's programs, running as its own process as an operator would run it. */
export class Program {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  readonly #watchers = new Set<() => void>();
  #errors = '';
  /** What it was given, and must never say. */
  readonly secrets: readonly string[];

  private constructor(child: ChildProcess, secrets: readonly string[]) {
    this.#child = child;
    this.secrets = secrets;
    child.stderr?.on('data', (data) => {
      this.#errors += String(data);
      for (const look of this.#watchers) look();
    });
  }

  /**
   * Starts `node <file>` in the project's folder and waits for the first line on its standard
   * output that `isReady` accepts.
   */
  static async start(options: {
    readonly file: string;
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    readonly isReady: (line: string) => boolean;
  }): Promise<{ program: Program; line: string }> {
    const env = given(options.env ?? {});
    const flags = options.file === BOT ? BOT_FLAGS : [];
    const child = spawn(process.execPath, [...flags, options.file, ...(options.args ?? [])], {
      env: { ...cleanEnvironment(), ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const secrets = SECRET_NAMES.map((name) => secretOf(name, env[name] ?? '')).filter(
      (secret) => secret !== '',
    );
    const program = new Program(child, secrets);
    const ready = Promise.withResolvers<string>();
    createInterface({ input: child.stdout }).on('line', (line) => {
      program.#lines.push(line);
      for (const look of program.#watchers) look();
      if (options.isReady(line)) ready.resolve(line);
    });
    const giveUp = setTimeout(
      () => ready.reject(new Error(`${options.file} was not ready in time\n${program.output}`)),
      START_PATIENCE_MS,
    );
    child.once('exit', (code) =>
      ready.reject(new Error(`${options.file} ended with ${code}\n${program.output}`)),
    );
    try {
      return { program, line: await ready.promise };
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    } finally {
      clearTimeout(giveUp);
    }
  }

  /** Everything it printed, for messages of failed tests and for searching secrets. */
  get output(): string {
    return [...this.#lines, this.#errors].join('\n');
  }

  /** How many lines it has printed on its standard output. */
  get lineCount(): number {
    return this.#lines.length;
  }

  /** The first line, from number `from` on, that the pattern fits. Rejects when none comes in time. */
  printed(pattern: RegExp, from = 0): Promise<string> {
    const find = () => this.#lines.slice(from).find((line) => pattern.test(line));
    return this.#seen(String(pattern), find);
  }

  /**
   * Resolves once the text stands in its output, log included: what a process that it started logs may
   * come a moment after what members are told. Rejects when it does not come in time.
   */
  async says(text: string): Promise<void> {
    await this.#seen(text, () => (this.output.includes(text) ? text : undefined));
  }

  async #seen(what: string, find: () => string | undefined): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const look = (): void => {
      const found = find();
      if (found !== undefined) resolve(found);
    };
    const giveUp = setTimeout(
      () => reject(new Error(`It never printed ${what}\n${this.output}`)),
      LINE_PATIENCE_MS,
    );
    this.#watchers.add(look);
    look();
    try {
      return await promise;
    } finally {
      this.#watchers.delete(look);
      clearTimeout(giveUp);
    }
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Writes a line to its standard input. */
  type(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /** Resolves with the exit code (null when a signal ended it). Rejects when it has said a secret. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, 'exit');
    }
    refuseLeaks('What the program printed', this.output, this.secrets);
    return this.#child.exitCode;
  }

  /** Asks it to end, and ends it the hard way when it does not. Resolves with the exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_PATIENCE_MS);
    this.#child.kill(signal);
    const code = await this.ended();
    clearTimeout(killer);
    return code;
  }
}

/** Of the cluster's address the password alone. */
function secretOf(name: string, value: string): string {
  return name === 'CLUSTER_URL' && value !== '' ? new URL(value).password : value;
}

/** @throws when one of the secrets stands in the text, in whatever writing */
export function refuseLeaks(what: string, text: string, secrets: readonly string[]): void {
  const writing = leakIn(text, secrets);
  if (writing !== undefined) throw new Error(`${what} holds a secret (${writing})`);
}

/** As asked for; in a scan for secrets with the most that can be said, and with a key for Lyria. */
function given(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (!IS_SECRET_SCAN) return env;
  const isBot = env['DISCORD_TOKEN'] !== undefined && env['LYRIA_URL'] !== undefined;
  const key = {
    GEMINI_API_KEY: MARKED_KEY,
    // What a key bears would bound the tests.
    LYRIA_MAX_SESSIONS: '1000',
    LYRIA_START_SPACING_SECONDS: '0',
  };
  return { ...(isBot ? key : {}), ...env, LOG_LEVEL: 'debug' };
}

/** This process's environment without anything that would choose a way to run. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const chosen = new Set<string>([...VARIABLE_NAMES, 'NODE_EXTRA_CA_CERTS']);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !chosen.has(name)));
}
