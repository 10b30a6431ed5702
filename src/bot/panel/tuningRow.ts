import { type APIButtonComponent, ComponentType } from 'discord-api-types/v10';
import type { TuningStanding } from '../../crowd/tunedConfig.ts';
import { TUNABLES, type Tunable } from '../../crowd/tuning.ts';
import { markOwn, OWN_MARK } from './markOwn.ts';
import type { OwnVotes } from './PanelView.ts';
import { panelCustomId } from './panelIds.ts';

interface Words {
  readonly name: string;
  readonly more: string;
  readonly less: string;
  /** Buttons for more and for less. */
  readonly moreLabel: string;
  readonly lessLabel: string;
  readonly show: (value: number) => string;
}

const asPercent = (value: number): string => `${Math.round(value * 100)} %`;

const WORDS: Readonly<Record<Tunable, Words>> = {
  bpm: {
    name: 'tempo',
    more: 'faster',
    less: 'slower',
    moreLabel: '⏩ Faster',
    lessLabel: '⏪ Slower',
    show: (value) => `${value} bpm`,
  },
  brightness: {
    name: 'brightness',
    more: 'brighter',
    less: 'darker',
    moreLabel: '☀️ Brighter',
    lessLabel: '🌙 Darker',
    show: asPercent,
  },
  density: {
    name: 'density',
    more: 'denser',
    less: 'sparser',
    moreLabel: '➕ Denser',
    lessLabel: '➖ Sparser',
    show: asPercent,
  },
};

/** `Tuning: tempo 126 bpm (2 faster, 1 slower) · …`: values and wishes, in words. */
export function tuningText(standings: readonly TuningStanding[]): string {
  const parts = standings.map(({ control, value, more, less }) => {
    const words = WORDS[control];
    const shown = value === undefined ? 'as the model likes' : words.show(value);
    const wishes = [
      ...(more > 0 ? [`${more} ${words.more}`] : []),
      ...(less > 0 ? [`${less} ${words.less}`] : []),
    ];
    return `${words.name} ${shown}${wishes.length > 0 ? ` (${wishes.join(', ')})` : ''}`;
  });
  return `-# Tuning: ${parts.join(' · ')}`;
}

/** `You wish: 2 steps faster · 1 step darker`; undefined without a wish. */
export function ownWishesText(steps: OwnVotes['steps']): string | undefined {
  const wishes = TUNABLES.filter((control) => steps[control] !== 0).map((control) => {
    const count = Math.abs(steps[control]);
    const direction = steps[control] > 0 ? WORDS[control].more : WORDS[control].less;
    return `${count} ${count === 1 ? 'step' : 'steps'} ${direction}`;
  });
  return wishes.length === 0 ? undefined : `${OWN_MARK} You wish: ${wishes.join(' · ')}`;
}

/** The buttons for more, then those for less: a row of three each. */
export function tuningButtons(
  station: string,
  own: OwnVotes | undefined,
): readonly (readonly APIButtonComponent[])[] {
  return (['more', 'less'] as const).map((kind) =>
    TUNABLES.map((control) => {
      const label = kind === 'more' ? WORDS[control].moreLabel : WORDS[control].lessLabel;
      const steps = own?.steps[control] ?? 0;
      return {
        type: ComponentType.Button,
        ...markOwn(label, kind === 'more' ? steps > 0 : steps < 0),
        custom_id: panelCustomId({ kind, station, control }),
      };
    }),
  );
}
