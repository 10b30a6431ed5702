import { isSameValue, isUnusual, pickControls, usualOf } from '#src/music/controlChanges.ts';
import {
  CONTROL_NAMES,
  type ControlName,
  type MusicGenerationConfig,
  type SourceMetadata,
  type WeightedPrompt,
} from '#src/music/controls.ts';
import { describeChange, describeControls } from '#src/music/describeConfig.ts';
import { type Texts, tell } from '#src/texts/texts.ts';
import { showText } from '../typed/memberText.ts';
import { wholePercents } from '../votes/standings.ts';

export interface Sound {
  /** What the sound of this moment was made from; undefined before the first. */
  readonly heard: SourceMetadata | undefined;
  readonly prompts: readonly WeightedPrompt[];
  readonly config: MusicGenerationConfig;
}

export interface SoundText {
  /** Mix and controls of what is heard; undefined before the first sound. */
  readonly heard: string | undefined;
  /** What is asked for and not heard yet; undefined when everything is. */
  readonly coming: string | undefined;
}

/** What is heard and what is on its way, in a line of markdown each. */
export function describeSound(
  texts: Texts,
  { heard, prompts, config }: Sound,
  textLength?: number,
): SoundText {
  const mix = describeMix(texts, prompts, textLength);
  if (heard === undefined) {
    return { heard: undefined, coming: [mix, ...describeControls(texts, config)].join(' · ') };
  }
  const heardMix = describeMix(texts, heard.prompts, textLength);
  const isChosen = (name: ControlName): boolean =>
    config[name] !== undefined || isUnusual(name, heard.config[name]);
  const controls = describeControls(
    texts,
    pickControls(heard.config, CONTROL_NAMES.filter(isChosen)),
  );
  const others = CONTROL_NAMES.filter(
    (name) =>
      isChosen(name) &&
      !isSameValue(config[name] ?? usualOf(name), heard.config[name] ?? usualOf(name)),
  );
  const coming = [
    ...(mix === heardMix ? [] : [mix]),
    ...others.map((name) => describeChange(texts, config, name)),
  ];
  return {
    heard: [heardMix, ...controls].join(' · '),
    coming: coming.length === 0 ? undefined : coming.join(' · '),
  };
}

/** Longest prompt that is shown in a line with others. */
const TEXT_LENGTH = 60;

/**
 * A mix in one line of markdown, safe whatever members typed: the largest part first, with whole
 * per cents of what is steered towards, then what is steered away from.
 *
 * @param most of so many parts; all others are a sign that there are more
 */
export function describeMix(
  texts: Texts,
  prompts: readonly WeightedPrompt[],
  textLength = TEXT_LENGTH,
  most = Number.POSITIVE_INFINITY,
): string {
  const above = prompts.filter(({ weight }) => weight > 0);
  const total = above.reduce((sum, { weight }) => sum + weight, 0);
  const percents = wholePercents(above.map(({ weight }) => weight / total));
  const towards = above
    .map(({ text }, index) => ({ text, percent: percents[index] ?? 0 }))
    .toSorted((a, b) => b.percent - a.percent)
    .map(({ text, percent }) =>
      texts.say('sound.share', {
        prompt: showText(text, textLength),
        percent: tell('percent', { value: percent }),
      }),
    );
  const away = prompts
    .filter(({ weight }) => weight < 0)
    .map(({ text }) => texts.say('sound.less', { prompt: showText(text, textLength) }));
  const parts = [...towards, ...away];
  return [...parts.slice(0, most), ...(parts.length > most ? ['…'] : [])].join(' · ');
}
