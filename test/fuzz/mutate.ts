import type { Random } from './Random.ts';

/** What parsers and programs have stumbled over. */
const HOSTILE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  Number.MIN_SAFE_INTEGER - 1,
  2 ** 31,
  '',
  ' ',
  '0',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '<@everyone> @here',
  '\u202e\u0000\ud800',
  '💥'.repeat(300),
  'a'.repeat(20_000),
  '99999999999999999999999999',
  '-1345274354073743360',
  '2026-13-45T99:99:99Z',
  [],
  {},
  [[[[[[[[]]]]]]]],
  { toString: null, valueOf: 1, toJSON: 'x' },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":null}}'),
  Array.from({ length: 500 }, (_, index) => index),
];

/** The value with a few of its parts gone, doubled, or in the place of others. */
export function mutate(value: unknown, random: Random): unknown {
  let mutated = structuredClone(value);
  const times = 1 + random.below(3);
  for (let time = 0; time < times; time += 1) mutated = once(mutated, random);
  return mutated;
}

function once(value: unknown, random: Random): unknown {
  const depth = random.below(5);
  if (depth === 0 || typeof value !== 'object' || value === null) return random.of(HOSTILE);
  const keys = Object.keys(value);
  if (keys.length === 0) return random.of(HOSTILE);
  const key = random.of(keys);
  const entries = Object.entries(value).flatMap(([name, part]): [string, unknown][] => {
    if (name !== key) return [[name, part]];
    switch (random.below(5)) {
      case 0:
        return [];
      case 1:
        return [[name, random.of(HOSTILE)]];
      case 2:
        return [[name, Object.values(value)[random.below(keys.length)]]];
      case 3:
        return [[name, Array.isArray(part) ? [...part, ...part] : [part]]];
      default:
        return [[name, once(part, random)]];
    }
  });
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}
