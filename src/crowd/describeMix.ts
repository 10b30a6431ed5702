import type { WeightedPrompt } from '../music/controls.ts';
import { showText } from './memberText.ts';
import { wholePercents } from './percents.ts';

/** Longest prompt that is shown in a line with others. */
const TEXT_LENGTH = 60;

/**
 * A mix in one line of markdown, safe whatever members typed: the largest part first, with whole
 * per cents of what is steered towards, then what is steered away from.
 */
export function describeMix(prompts: readonly WeightedPrompt[], textLength = TEXT_LENGTH): string {
  const above = prompts.filter(({ weight }) => weight > 0);
  const total = above.reduce((sum, { weight }) => sum + weight, 0);
  const percents = wholePercents(above.map(({ weight }) => weight / total));
  const towards = above
    .map(({ text }, index) => ({ text, percent: percents[index] ?? 0 }))
    .toSorted((a, b) => b.percent - a.percent)
    .map(({ text, percent }) => `${showText(text, textLength)} ${percent}%`);
  const away = prompts
    .filter(({ weight }) => weight < 0)
    .map(({ text }) => `less ${showText(text, textLength)}`);
  return [...towards, ...away].join(' · ');
}
