import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONDITIONS } from '#src/conditions.ts';
import { PATIENCE } from '#src/control/StationState.ts';
import { environmentSchema, VARIABLE_NAMES, type VariableName } from '#src/environment.ts';
import { DEFAULT_LYRIA_MODEL } from '#src/lyria/endpoint.ts';
import { exitStatusOf, NEEDS_A_PERSON } from '#src/ops/exitStatus.ts';
import { DEFAULT_LIMITS } from '#src/station/SessionGate.ts';
import { DEFAULT_STATION_LIMITS } from '#src/station/StationLimits.ts';
import { variableDocs } from '#src/variableTypes.ts';
import { DEFAULT_GEMINI_MODEL } from '#src/words/GeminiInterpreter.ts';
import { GENERATED } from '../scripts/variables/texts.ts';

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
  test.each(Object.entries(GENERATED))(
    '%s says of the variables what their schema does: otherwise, npm run variables',
    (path, renew) => expect(renew(read(path))).toBe(read(path)),
  );

  test('the defaults that are told are those of the program', () => {
    const told = (name: VariableName): string =>
      variableDocs.get(environmentSchema.shape[name])?.default ?? '';
    const { maxSessions, spacingMs, probeMs } = DEFAULT_LIMITS;
    const { retireAtMs, bridgeLimitMs } = DEFAULT_STATION_LIMITS;
    const { pauseAfterMs, leaveAfterMs, outageKeepMs } = PATIENCE;
    expect(told('LYRIA_MAX_SESSIONS')).toMatch(new RegExp(`^${maxSessions};`));
    expect(told('LYRIA_START_SPACING_SECONDS')).toMatch(new RegExp(`^${spacingMs / 1_000};`));
    expect(told('LYRIA_PROBE_SECONDS')).toBe(String(probeMs / 1_000));
    expect(told('LYRIA_SESSION_SECONDS')).toBe(String(retireAtMs / 1_000));
    expect(told('BRIDGE_SECONDS')).toBe(String(bridgeLimitMs / 1_000));
    expect(told('EMPTY_PAUSE_SECONDS')).toBe(String(pauseAfterMs / 1_000));
    expect(told('EMPTY_LEAVE_SECONDS')).toBe(String(leaveAfterMs / 1_000));
    expect(told('OUTAGE_KEEP_MINUTES')).toBe(String(outageKeepMs / 60_000));
    expect(told('LYRIA_MODEL')).toBe(`\`${DEFAULT_LYRIA_MODEL}\``);
    expect(told('GEMINI_MODEL')).toBe(`\`${DEFAULT_GEMINI_MODEL}\``);
  });

  test('the pages name no variable that there is not', () => {
    const others = /^(?:NODE_(?:OPTIONS|EXTRA_CA_CERTS)|RESET_CONTEXT)$/;
    const named = PAGES.flatMap((page) =>
      [...read(page).matchAll(/`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g)].map(([, name = '']) => name),
    );
    const known = new Set<string>(VARIABLE_NAMES);
    expect(named.filter((name) => !known.has(name) && !others.test(name))).toEqual([]);
    expect(named).toContain('HEALTH_HOST');
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
