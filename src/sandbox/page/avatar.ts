import { createHash } from 'node:crypto';

const SIDE = 64;
const RINGS = 3;
const HUES = 360;
/** Bytes of the hash that each ring takes: hue, radius, angle, width. */
const BYTES_PER_RING = 4;

/** A picture for an id, always the same one: overlapping discs over a ground of one hue. */
export function avatarSvg(id: string): string {
  const bytes = createHash('sha256').update(id).digest();
  const at = (index: number): number => bytes[index] ?? 0;
  const hue = Math.round((at(0) * HUES) / 256);
  const discs = Array.from({ length: RINGS }, (_, ring) => {
    const from = 1 + ring * BYTES_PER_RING;
    const angle = (at(from) / 256) * 2 * Math.PI;
    const distance = SIDE * (0.12 + (0.26 * at(from + 1)) / 256);
    const x = SIDE / 2 + Math.cos(angle) * distance;
    const y = SIDE / 2 + Math.sin(angle) * distance;
    const radius = SIDE * (0.16 + (0.22 * at(from + 2)) / 256);
    const turned = (hue + 40 + ring * 70 + at(from + 3) / 8) % HUES;
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius.toFixed(1)}" fill="hsl(${Math.round(turned)} 75% 64%)" fill-opacity=".8"/>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}">`,
    `<rect width="${SIDE}" height="${SIDE}" fill="hsl(${hue} 55% 42%)"/>`,
    ...discs,
    '</svg>',
  ].join('');
}
