import { z } from 'zod';
import { type MixPiece, mixPieceSchema } from '../crowd/mix/savedMix.ts';
import { promptKey } from '../crowd/typed/memberText.ts';
import type { PollQuestion } from '../crowd/votes/poll.ts';

const POLLS = [
  'controls',
  'new-start',
  'pause',
  'stop',
  'undo',
  'volume',
] as const satisfies readonly PollQuestion['kind'][];

const PROMPTS = mixPieceSchema.shape.prompts.readonly();
const when = { atMs: z.number() };
const by = z.string().min(1);

/** For one from the store; what another version noted is left out. */
export const momentSchema = z.discriminatedUnion('kind', [
  /** From then on this is what the vote and the controls want played, ... */
  mixPieceSchema.extend({ kind: z.literal('mix'), prompts: PROMPTS, ...when }),
  /** ... and from then on nothing: paused, or over. */
  z.object({ kind: z.literal('silence'), ...when }),
  /** Somebody has put prompts up, or begun with them. */
  z.object({ kind: z.literal('proposed'), ...when, by, texts: z.array(z.string()).readonly() }),
  z.object({
    kind: z.literal('decided'),
    ...when,
    by,
    about: z.enum(POLLS),
    hasPassed: z.boolean(),
  }),
  /** Another session has taken over. */
  z.object({ kind: z.literal('handover'), ...when }),
  /** The last bars went round. */
  z.object({ kind: z.literal('loop'), ...when }),
]);

/** Something that a server may want to look back at. `atMs` is by the clock on the wall. */
export type Moment = Readonly<z.infer<typeof momentSchema>>;

/** A time in which the same prompts played, in whatever shares. */
export interface Stretch extends MixPiece {
  readonly fromMs: number;
  /** Null: they still do. */
  readonly toMs: number | null;
  /** Of the last mix in it, which is the one that is given here. */
  readonly atMs: number;
}

/** Shorter ones were on the way to something else. */
const LEAST_STRETCH_MS = 20_000;

/** What played when, the oldest first. */
export function stretchesOf(moments: readonly Moment[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let open: Stretch | undefined;
  const end = (toMs: number | null): void => {
    if (open === undefined) return;
    const isLong = toMs === null || toMs - open.fromMs >= LEAST_STRETCH_MS;
    if (isLong) stretches.push({ ...open, toMs });
    open = undefined;
  };
  for (const moment of moments) {
    if (moment.kind === 'silence') end(moment.atMs);
    if (moment.kind !== 'mix') continue;
    const { atMs, prompts, config } = moment;
    if (open !== undefined && keyOf(open) !== keyOf(moment)) end(atMs);
    open = { fromMs: open?.fromMs ?? atMs, toMs: null, atMs, prompts, config };
  }
  end(null);
  return stretches;
}

/** The same for the same prompts, and what is steered away from. */
function keyOf({ prompts }: MixPiece): string {
  const keys = prompts.map(({ text, weight }) => `${weight > 0 ? '+' : '-'}${promptKey(text)}`);
  return keys.toSorted().join('\n');
}
