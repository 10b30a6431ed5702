import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Longer than any of the tests a fault is shown to: whatever takes so long hangs, and is noticed. */
const HANGS_AFTER_MS = 240_000;
/** What they notice, others notice sooner. */
const TOO_LONG = /\/(?:DaveGroup|echoes)/;
/** They wait in real time, or simulate hours: shown only what all others let pass. */
const SLOW = /\/(?:bot\/outage|bot\/restore|media\/heard|sandbox\/|simulate\/simulate)/;
const IMPORT = /(?:from|import)\s*\(?\s*'((?:\.{1,2}|#(?:src|commands|test|bench))\/[^']+)'/g;

export type Verdict = 'noticed' | 'survived';

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

  /** Shows a broken file to the tests of its room first, then to all others that it is part of, the slow ones last. */
  async judge(path: string, broken: string, room: string): Promise<Verdict> {
    const whole = readFileSync(join(this.#root, path), 'utf8');
    writeFileSync(join(this.#root, path), broken);
    try {
      const tests = this.#testsOf(path);
      const rankOf = (test: string): number =>
        SLOW.test(test) ? 2 : Number(!test.startsWith(`test/${room}/`));
      for (const rank of [0, 1, 2]) {
        const some = tests.filter((test) => rankOf(test) === rank);
        if (some.length > 0 && !(await this.#passes(some))) return 'noticed';
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

  async #passes(tests: readonly string[]): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<number | null>();
    const args = ['run', '--bail', '1', '--reporter', 'dot', '--max-workers', '1', ...tests];
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
      cwd: this.#root,
      stdio: 'ignore',
      detached: true,
    });
    const impatient = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, HANGS_AFTER_MS);
    child.once('exit', resolve);
    const status = await promise;
    clearTimeout(impatient);
    return status === 0;
  }
}

function importsOf(path: string): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(IMPORT)].map(([, to = '']) =>
    to.startsWith('#') ? to.slice(1) : normalize(join(dirname(path), to)),
  );
}
