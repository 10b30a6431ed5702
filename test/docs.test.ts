import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONDITIONS } from '../src/conditions.ts';
import { environmentSchema } from '../src/environment.ts';
import { exitStatusOf, NEEDS_A_PERSON } from '../src/ops/exitStatus.ts';

const PAGES = ['README.md', ...globSync('docs/**/*.md')];
/** Where the codes are that an operator may meet; the stand-ins' own are for whoever tries a bot in them. */
const PROGRAM = globSync(['src/**/*.ts']).filter(
  (path) => !/^src\/(sandbox|generator)\//.test(path),
);
/** A start that was called off is nobody's trouble; a row that makes no sense is left out. */
const NOT_FOR_OPERATORS: ReadonlySet<string> = new Set(['lyria.aborted', 'store.invalid']);

const read = (path: string): string => readFileSync(path, 'utf8');

/** The headings of a page, as they are named behind `#` in a link. */
function anchorsOf(path: string): Set<string> {
  const prose = read(path).replace(/^```.*?^```/gms, '');
  const headings = [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

test.each(PAGES)('%s links to what is there', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link = '']) => link);
  const broken = links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : normalize(join(dirname(page), path));
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(target).has(anchor);
  });
  expect(broken).toEqual([]);
});

describe('what an operator looks up', () => {
  test.each(['README.md', '.env.example'])('%s names every variable', (page) => {
    const text = read(page);
    const names = Object.keys(environmentSchema.shape);
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
  });

  const guide = read('docs/self-hosting.md');
  const isExplained = (code: string): boolean =>
    guide.includes(`\`${code}\``) ||
    (code.startsWith('words.gemini-') && guide.includes('other `words.gemini-...`'));

  test('the guide explains every failure', () => {
    // A line of a union of codes, or a failure that is made on the spot.
    const places = /^ {2}\| '([a-z]+\.[a-z-]+)'|\bcode: '([a-z]+\.[a-z-]+)'/gm;
    const codes = PROGRAM.flatMap((path) =>
      [...read(path).matchAll(places)].map(([, ofUnion, made]) => ofUnion ?? made ?? ''),
    );
    for (const one of [
      'discord.closed',
      'store.full',
      'voice.stream',
      'station.mute',
      'health.port',
    ]) {
      expect(codes).toContain(one);
    }
    expect(codes.filter((code) => !NOT_FOR_OPERATORS.has(code) && !isExplained(code))).toEqual([]);
  });

  test('the guide explains every condition', () => {
    expect(Object.keys(CONDITIONS).filter((name) => !isExplained(name))).toEqual([]);
  });

  test('the guide explains every status that the program ends with', () => {
    const statuses = [0, exitStatusOf(''), NEEDS_A_PERSON];
    for (const status of statuses)
      expect(guide).toMatch(new RegExp(`status ${status}|^\\| ${status} \\|`, 'm'));
  });
});
