import { execFileSync, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { z } from 'zod';

/** Longer than any single test takes: one that says nothing for so long hangs, and the fault is noticed. */
const SILENT_MS = 240_000;
/** What they notice, others notice sooner. */
const TOO_LONG = /\/(?:DaveGroup|echoes)/;
/** They wait in real time, or simulate hours: shown only what all others let pass. */
const SLOW = /\/(?:bot\/outage|bot\/restore|media\/heard|sandbox\/|simulate\/simulate)/;
const IMPORT = /(?:from|import)\s*\(?\s*'((?:\.{1,2}|#(?:src|commands|test|bench))\/[^']+)'/g;

export type Verdict = 'survived' | { readonly noticedBy: string };

/** A copy of the repository in which files are broken, and the tests are run. */
export class Workshop {
  readonly #root: string;
  readonly #imports = new Map<string, readonly string[]>();

  /** @param root an empty folder */
  constructor(root: string) {
    this.#root = root;
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
      encoding: 'utf8',
    });
    for (const path of listed.trim().split('\n')) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      copyFileSync(path, join(root, path));
      if (path.endsWith('.ts')) this.#imports.set(path, importsOf(path));
    }
    symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
  }

  /** Files under a folder, without those of nested folders that are not asked for. */
  filesOf(folder: string): readonly string[] {
    return [...this.#imports.keys()].filter((path) => path.startsWith(`${folder}/`)).toSorted();
  }

  /**
   * Shows a broken file to the tests of its room first, then to all others that it is part of, the slow ones
   * last.
   *
   * @param isOwnOnly whether to leave it at those of its room
   */
  async judge(path: string, broken: string, room: string, isOwnOnly: boolean): Promise<Verdict> {
    const whole = readFileSync(join(this.#root, path), 'utf8');
    writeFileSync(join(this.#root, path), broken);
    try {
      const tests = this.#testsOf(path);
      const rankOf = (test: string): number =>
        SLOW.test(test) ? 2 : Number(!test.startsWith(`test/${room}/`));
      for (const rank of isOwnOnly ? [0] : [0, 1, 2]) {
        const some = tests.filter((test) => rankOf(test) === rank);
        const failed = some.length === 0 ? undefined : await this.#failed(some);
        if (failed !== undefined) return { noticedBy: failed };
      }
      return 'survived';
    } finally {
      writeFileSync(join(this.#root, path), whole);
    }
  }

  #testsOf(path: string): readonly string[] {
    const isTest = (one: string): boolean =>
      one.endsWith('.test.ts') && !one.startsWith('test/e2e/') && !TOO_LONG.test(one);
    return [...this.#imports.keys()].filter((one) => isTest(one) && this.#reaches(one, path));
  }

  #reaches(from: string, to: string): boolean {
    const seen = new Set([from]);
    for (const path of seen) {
      if (path === to) return true;
      for (const next of this.#imports.get(path) ?? []) seen.add(next);
    }
    return false;
  }

  /** The first test that fails; none when all pass. */
  async #failed(tests: readonly string[]): Promise<string | undefined> {
    const report = join(this.#root, 'report.json');
    rmSync(report, { force: true });
    const { promise, resolve } = Promise.withResolvers<number | null>();
    const reporters = ['--reporter', 'verbose', '--reporter', 'json', '--outputFile', report];
    const args = ['run', '--bail', '1', ...reporters, '--max-workers', '1', ...tests];
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
      cwd: this.#root,
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    const impatient = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, SILENT_MS);
    // Each test that ends is told.
    child.stdout.on('data', () => impatient.refresh());
    child.once('close', resolve);
    const status = await promise;
    clearTimeout(impatient);
    if (status === 0) return undefined;
    return existsSync(report) ? failedIn(readFileSync(report, 'utf8')) : 'one that never ended';
  }
}

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

function failedIn(report: string): string {
  for (const { name, message, assertionResults } of reportSchema.parse(JSON.parse(report))
    .testResults) {
    const failed = assertionResults.find(({ status }) => status === 'failed');
    if (failed !== undefined) return `${name}: ${failed.fullName}`;
    if (message !== '') return `${name}: ${message}`;
  }
  return 'one that was not named';
}

function importsOf(path: string): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(IMPORT)].map(([, to = '']) =>
    to.startsWith('#') ? to.slice(1) : normalize(join(dirname(path), to)),
  );
}
