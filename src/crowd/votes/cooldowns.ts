import { z } from 'zod';

/** What one person could fill a channel with. Plain votes are none of it. */
export const SLOWED = ['propose', 'surprise', 'poll', 'start'] as const;
export type Slowed = (typeof SLOWED)[number];

/** Somebody has done one of these. Wall-clock time, since a restart is no way around it. */
export interface Use {
  readonly deed: Slowed;
  readonly userId: string;
  readonly atMs: number;
}

export const usesSchema = z.array(
  z.object({ deed: z.enum(SLOWED), userId: z.string().min(1), atMs: z.number() }),
) satisfies z.ZodType<readonly Use[]>;

/** How often within a time that moves along, for one member and for all of a server together. */
interface Pace {
  readonly windowMs: number;
  readonly member: number;
  readonly server: number;
}

const MINUTE_MS = 60_000;
/**
 * So that a lively evening is never slowed down, and nobody alone keeps others from being heard. The
 * longest wait is the window.
 */
export const PACES: Readonly<Record<Slowed, Pace>> = {
  // Eight places are all there are.
  propose: { windowMs: MINUTE_MS, member: 4, server: 12 },
  // One press, and nothing to think of.
  surprise: { windowMs: MINUTE_MS, member: 3, server: 8 },
  // Each holds up all others for up to half a minute, and calls everybody to the panel.
  poll: { windowMs: 2 * MINUTE_MS, member: 2, server: 3 },
  // Each may cost a session of Lyria's.
  start: { windowMs: 5 * MINUTE_MS, member: 6, server: 12 },
};

/** Who has done it too often, and after how many ms it is possible again. */
export interface Slow {
  readonly who: 'member' | 'server';
  readonly waitMs: number;
}

/** Why somebody has to wait with it; undefined: they need not. */
export function whySlow(
  uses: readonly Use[],
  { deed, userId }: Pick<Use, 'deed' | 'userId'>,
  nowMs: number,
): Slow | undefined {
  const { windowMs, member, server } = PACES[deed];
  const recent = current(uses, nowMs).filter((use) => use.deed === deed);
  const wait = (times: readonly Use[], most: number): number => {
    const first = times.at(-most);
    return first === undefined ? 0 : first.atMs + windowMs - nowMs;
  };
  const own = wait(
    recent.filter((use) => use.userId === userId),
    member,
  );
  if (own > 0) return { who: 'member', waitMs: own };
  const all = wait(recent, server);
  return all > 0 ? { who: 'server', waitMs: all } : undefined;
}

/** With that, and without what no longer matters. */
export function withUse(uses: readonly Use[], use: Use): readonly Use[] {
  return [...current(uses, use.atMs), use];
}

/** A clock that was set back makes uses of the future: they count no more. */
function current(uses: readonly Use[], nowMs: number): readonly Use[] {
  return uses.filter(({ deed, atMs }) => atMs <= nowMs && nowMs < atMs + PACES[deed].windowMs);
}
