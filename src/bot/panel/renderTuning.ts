import { type APIContainerComponent, ComponentType } from 'discord-api-types/v10';
import type { OwnVotes, PanelView } from '#src/control/PanelView.ts';
import type { TuningStanding } from '#src/crowd/mix/tunedConfig.ts';
import { TUNABLES, type Tunable } from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';
import { numberText } from '#src/music/describeConfig.ts';
import { panelCustomId } from './panelIds.ts';
import { type ActionRow, button, OWN_MARK, row, text } from './parts.ts';

const ACCENT = 0x5865f2;
const INTRO =
  '### 🎛️ Tune what plays\n-# Each listener wishes for steps; the middle of all wishes is played.';

/** `tempo 126 bpm (2 faster, 1 slower) · brightness auto`: values and wishes, in words. */
export function tuningText(standings: readonly TuningStanding[]): string {
  return standings.map(standingText).join(' · ');
}

/** For one member alone: how everything is tuned, what they wish, and the buttons for it. */
export function renderTuning({ station, tuning = [], own }: PanelView): APIContainerComponent {
  const lines = tuning.map(standingText).map((line) => `- ${line}`);
  const wishes = own && ownWishesText(own.steps);
  return {
    type: ComponentType.Container,
    accent_color: ACCENT,
    components: [
      text([INTRO, ...lines, ...(wishes === undefined ? [] : [wishes])].join('\n')),
      ...tuningRows(station, own),
    ],
  };
}

/** For each control the buttons for more and for less. */
export function tuningRows(station: string, own: OwnVotes | undefined): readonly ActionRow[] {
  return TUNABLES.map((control) => {
    const steps = own?.steps[control] ?? 0;
    const one = (kind: 'more' | 'less', isOwn: boolean) => {
      const { label, emoji } = stepOf(control, kind);
      return button({ id: panelCustomId({ kind, station, control }), label, emoji, isOwn });
    };
    return row(one('more', steps > 0), one('less', steps < 0));
  });
}

function stepOf(
  control: Tunable,
  kind: 'more' | 'less',
): { readonly label: string; readonly emoji?: string } {
  return CONTROLS[control].steps[kind];
}

function standingText({ control, value, more, less }: TuningStanding): string {
  const { noun, shown, steps } = CONTROLS[control];
  const played = value === undefined ? 'auto' : numberText({ shown }, value);
  const wishes = [
    ...(more > 0 ? [`${more} ${steps.more.word}`] : []),
    ...(less > 0 ? [`${less} ${steps.less.word}`] : []),
  ];
  return `${noun} ${played}${wishes.length > 0 ? ` (${wishes.join(', ')})` : ''}`;
}

/** `You wish: 2 steps faster · 1 step darker`; undefined without a wish. */
function ownWishesText(steps: OwnVotes['steps']): string | undefined {
  const wishes = TUNABLES.filter((control) => steps[control] !== 0).map((control) => {
    const count = Math.abs(steps[control]);
    const { more, less } = CONTROLS[control].steps;
    const direction = (steps[control] > 0 ? more : less).word;
    return `${count} ${count === 1 ? 'step' : 'steps'} ${direction}`;
  });
  return wishes.length === 0 ? undefined : `${OWN_MARK} You wish: ${wishes.join(' · ')}`;
}
