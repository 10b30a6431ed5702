/**
 * Chance without state: the same place in the same piece always gives the same number, however
 * the music came there. So a change of one control leaves everything else as it was.
 */
export function chance(seed: number, place: number, salt: number): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash ^ place, 0xc2b2ae35);
  hash ^= hash >>> 13;
  hash = Math.imul(hash ^ Math.imul(salt, 0x27d4eb2f), 0x165667b1);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return (hash >>> 0) / 2 ** 32;
}

/** A whole number from 0 up to, and without, `count`. */
export function pick(count: number, seed: number, place: number, salt: number): number {
  return Math.floor(chance(seed, place, salt) * count);
}

/** FNV-1a: 32 bits that stand for a text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
