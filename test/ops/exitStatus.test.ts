import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exitStatusOf, NEEDS_A_PERSON } from '#src/ops/exitStatus.ts';

describe('the exit status', () => {
  test.each([
    'config.invalid',
    'data.unwritable',
    'discord.bad-token',
    'discord.dev-guild',
    'discord.intents',
    'store.newer',
  ])('78: only a person can mend %s', (code) => {
    expect(exitStatusOf(code)).toBe(78);
  });

  test.each(['discord.unreachable', 'discord.intercepted', 'child.failed', 'data.in-use', ''])(
    '1: the next start may mend %s',
    (code) => {
      expect(exitStatusOf(code)).toBe(1);
    },
  );

  test('each code of the table is one that exists', () => {
    const source = globSync('src/**/*.ts')
      .filter((path) => !path.endsWith('exitStatus.ts'))
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');
    const table = readFileSync('src/ops/exitStatus.ts', 'utf8');
    const codes = [...table.matchAll(/^ {2}'([a-z.-]+)',$/gm)].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
  });

  test('the unit file does not start again what only a person can mend', () => {
    const unit = readFileSync('contrib/lyrebird.service', 'utf8');
    expect(unit).toMatch(/^Restart=on-failure$/m);
    expect(unit).toMatch(new RegExp(`^RestartPreventExitStatus=${NEEDS_A_PERSON}$`, 'm'));
  });
});
