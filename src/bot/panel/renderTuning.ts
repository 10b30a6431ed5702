import { type APIContainerComponent, ComponentType } from 'discord-api-types/v10';
import type { OwnVotes, PanelView } from '#src/control/PanelView.ts';
import type { TuningStanding } from '#src/crowd/mix/tunedConfig.ts';
import { TUNABLES, type Tunable } from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';
import { numberText } from '#src/music/describeConfig.ts';
import type { Texts } from '#src/texts/texts.ts';
import { panelCustomId } from './panelIds.ts';
import { type ActionRow, button, row, text } from './parts.ts';

const ACCENT = 0x5865f2;

/** `tempo 126 bpm (2 faster, 1 slower) · brightness auto`: values and wishes, in words. */
export function tuningText(texts: Texts, standings: readonly TuningStanding[]): string {
  return standings.map((one) => standingText(texts, one)).join(' · ');
}

/** For one member alone: how everything is tuned, what they wish, and the buttons for it. */
export function renderTuning(
  texts: Texts,
  { station, tuning = [], own }: PanelView,
): APIContainerComponent {
  const lines = tuning.map((one) => `- ${standingText(texts, one)}`);
  const wishes = own && ownWishesText(texts, own.steps);
  const intro = `### ${texts.say('tuning.title')}\n-# ${texts.say('tuning.how')}`;
  return {
    type: ComponentType.Container,
    accent_color: ACCENT,
    components: [
      text([intro, ...lines, ...(wishes === undefined ? [] : [wishes])].join('\n')),
      ...tuningRows(texts, station, own),
    ],
  };
}

/** For each control the buttons for more and for less. */
export function tuningRows(
  texts: Texts,
  station: string,
  own: OwnVotes | undefined,
): readonly ActionRow[] {
  return TUNABLES.map((control) => {
    const steps = own?.steps[control] ?? 0;
    const one = (kind: 'more' | 'less', isOwn: boolean) => {
      const id = panelCustomId({ kind, station, control });
      const label = texts.say(`control.${control}.${kind}.label`);
      return button({ id, label, emoji: emojiOf(control, kind), isOwn });
    };
    return row(one('more', steps > 0), one('less', steps < 0));
  });
}

function emojiOf(control: Tunable, kind: 'more' | 'less'): string | undefined {
  const emoji: string = CONTROLS[control].steps[kind];
  return emoji === '' ? undefined : emoji;
}

function standingText(texts: Texts, { control: name, value, more, less }: TuningStanding): string {
  const { shown } = CONTROLS[name];
  const played =
    value === undefined ? texts.say('tuning.auto') : numberText(texts, { shown }, value);
  const wishes = [
    ...(more > 0 ? [`${more} ${texts.say(`control.${name}.more.word`)}`] : []),
    ...(less > 0 ? [`${less} ${texts.say(`control.${name}.less.word`)}`] : []),
  ];
  const said = { control: texts.say(`control.${name}.noun`), value: played };
  return wishes.length === 0
    ? texts.say('tuning.value', said)
    : texts.say('tuning.value.wishes', { ...said, wishes: wishes.join(', ') });
}

/** `You wish: 2 steps faster · 1 step darker`; undefined without a wish. */
function ownWishesText(texts: Texts, steps: OwnVotes['steps']): string | undefined {
  const wishes = TUNABLES.filter((control) => steps[control] !== 0).map((control) => {
    const kind = steps[control] > 0 ? 'more' : 'less';
    const direction = texts.say(`control.${control}.${kind}.word`);
    return texts.say('tuning.step', { count: Math.abs(steps[control]), direction });
  });
  return wishes.length === 0 ? undefined : texts.say('tuning.own', { wishes: wishes.join(' · ') });
}
