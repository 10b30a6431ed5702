import { type APIButtonComponent, ComponentType } from 'discord-api-types/v10';
import type { OwnVotes } from '#src/control/PanelView.ts';
import type { TuningStanding } from '#src/crowd/mix/tunedConfig.ts';
import { TUNABLES } from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';
import { numberText } from '#src/music/describeConfig.ts';
import { markOwn, OWN_MARK } from './markOwn.ts';
import { panelCustomId } from './panelIds.ts';

/** `Tuning: tempo 126 bpm (2 faster, 1 slower) · …`: values and wishes, in words. */
export function tuningText(standings: readonly TuningStanding[]): string {
  const parts = standings.map(({ control, value, more, less }) => {
    const row = CONTROLS[control];
    const shown = value === undefined ? 'as the model likes' : numberText(row, value);
    const wishes = [
      ...(more > 0 ? [`${more} ${row.steps.more.word}`] : []),
      ...(less > 0 ? [`${less} ${row.steps.less.word}`] : []),
    ];
    return `${row.noun} ${shown}${wishes.length > 0 ? ` (${wishes.join(', ')})` : ''}`;
  });
  return `-# Tuning: ${parts.join(' · ')}`;
}

/** `You wish: 2 steps faster · 1 step darker`; undefined without a wish. */
export function ownWishesText(steps: OwnVotes['steps']): string | undefined {
  const wishes = TUNABLES.filter((control) => steps[control] !== 0).map((control) => {
    const count = Math.abs(steps[control]);
    const { more, less } = CONTROLS[control].steps;
    const direction = (steps[control] > 0 ? more : less).word;
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
      const { label } = CONTROLS[control].steps[kind];
      const steps = own?.steps[control] ?? 0;
      return {
        type: ComponentType.Button,
        ...markOwn(label, kind === 'more' ? steps > 0 : steps < 0),
        custom_id: panelCustomId({ kind, station, control }),
      };
    }),
  );
}
