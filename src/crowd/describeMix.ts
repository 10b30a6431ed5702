import type { WeightedPrompt } from '../music/controls.ts';
import { showText } from './memberText.ts';

/** Longest prompt that is shown in a line with others. */
const TEXT_LENGTH = 60;

/**
 * A mix in one line of markdown, safe whatever members typed: the largest part first, with whole
 * per cents of what is steered towards, then what is steered away from.
 */
export function describeMix(prompts: readonly WeightedPrompt[], textLength = TEXT_LENGTH): string {
  const total = prompts.reduce((sum, { weight }) => sum + Math.max(0, weight), 0);
  const towards = prompts
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(
      ({ text, weight }) => `${showText(text, textLength)} ${Math.round((100 * weight) / total)}%`,
    );
  const away = prompts
    .filter(({ weight }) => weight < 0)
    .map(({ text }) => `less ${showText(text, textLength)}`);
  return [...towards, ...away].join(' · ');
}
