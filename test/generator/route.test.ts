import { expect, test } from 'vitest';
import { blocklist, DEFAULT_BLOCKLIST } from '#src/generator/blocklist.ts';
import { GENERATOR_PATH, routeOf } from '#src/generator/route.ts';

const V1ALPHA = GENERATOR_PATH.replace('v1beta', 'v1alpha');

test.each([
  [GENERATOR_PATH, { kind: 'music', key: null }],
  [`/${GENERATOR_PATH}?key=a%2Bb&x=1`, { kind: 'music', key: 'a+b' }],
  [V1ALPHA, { kind: 'music', key: null }],
  [`/${V1ALPHA}`, { kind: 'music', key: null }],
  [`//${GENERATOR_PATH}`, { kind: 'not-found' }],
  [`${GENERATOR_PATH}/`, { kind: 'not-found' }],
  [GENERATOR_PATH.replace('v1beta', 'v1'), { kind: 'not-found' }],
  [GENERATOR_PATH.replace('Music', 'Content'), { kind: 'not-found' }],
  ['/', { kind: 'not-found' }],
  ['', { kind: 'not-found' }],
])('routeOf(%j)', (target, expected) => {
  expect(routeOf(target)).toEqual(expected);
});

test.each([
  ['Forbidden  MUSIC, loud', true],
  ['gore', true],
  ['Al Gore’s band', true],
  ['gorecore', false],
  ['techno', false],
  ['', false],
])('blocked: %j is %s', (prompt, blocked) => {
  expect(blocklist(DEFAULT_BLOCKLIST)(prompt)).toBe(blocked);
});
