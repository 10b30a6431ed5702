import { z } from 'zod';
import type { Wish } from '#src/control/actions.ts';
import { TUNABLES, type Tunable } from '#src/music/controls.ts';

/**
 * What a button or select of a panel asks for. `station` tells one station of a guild from the
 * next, so that a press on an old panel is recognised.
 */
export type PanelAction =
  | { readonly kind: 'up' | 'down'; readonly station: string; readonly candidateId: number }
  | { readonly kind: 'more' | 'less'; readonly station: string; readonly control: Tunable }
  | {
      readonly kind: PlainKind;
      readonly station: string;
    };

const PLAIN_KINDS = [
  'propose',
  'surprise',
  'tune',
  'pause',
  'resume',
  'stop',
  'preset',
  'talk',
] as const;
type PlainKind = (typeof PLAIN_KINDS)[number];

const PREFIX = 'panel';

const schema = z.union([
  z
    .tuple([
      z.literal(PREFIX),
      z.string().min(1),
      z.enum(['up', 'down']),
      z.string().regex(/^\d+$/),
    ])
    .transform(
      ([, station, kind, id]): PanelAction => ({ kind, station, candidateId: Number(id) }),
    ),
  z
    .tuple([z.literal(PREFIX), z.string().min(1), z.enum(['more', 'less']), z.enum(TUNABLES)])
    .transform(([, station, kind, control]): PanelAction => ({ kind, station, control })),
  z
    .tuple([z.literal(PREFIX), z.string().min(1), z.enum(PLAIN_KINDS)])
    .transform(([, station, kind]): PanelAction => ({ kind, station })),
]);

/** At most 100 characters, as Discord allows: prefix, a short station key, a word, a number. */
export function panelCustomId(action: PanelAction): string {
  const parts = [PREFIX, action.station, action.kind];
  if (action.kind === 'up' || action.kind === 'down') parts.push(String(action.candidateId));
  if (action.kind === 'more' || action.kind === 'less') parts.push(action.control);
  return parts.join(':');
}

/** Undefined when the custom id is not of a panel. */
export function parsePanelCustomId(customId: string): PanelAction | undefined {
  const parsed = schema.safeParse(customId.split(':'));
  return parsed.success ? parsed.data : undefined;
}

/**
 * What a press on one of a panel's buttons asks of the station; undefined where more has to be told
 * first, in a form or by a choice, or something is only shown.
 *
 * @param askIn where others are asked if the panel's channel takes no message
 * @param surprise makes up a prompt
 */
export function wishOf(
  action: PanelAction,
  askIn: string,
  surprise: () => string,
): Wish | undefined {
  switch (action.kind) {
    case 'up':
    case 'down':
      return { kind: 'vote', candidateId: action.candidateId, choice: action.kind };
    case 'more':
      return { kind: 'nudge', control: action.control, direction: 1 };
    case 'less':
      return { kind: 'nudge', control: action.control, direction: -1 };
    case 'surprise':
      return { kind: 'propose', text: surprise(), surprise: true };
    case 'resume':
      return { kind: 'resume' };
    case 'pause':
    case 'stop':
      return { kind: action.kind, askIn };
    case 'propose':
    case 'tune':
    case 'preset':
    case 'talk':
      return undefined;
  }
}
