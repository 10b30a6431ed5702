import { showText } from '#src/crowd/typed/memberText.ts';
import { pickControls } from '#src/music/controlChanges.ts';
import { MODEL_CONTROLS, type MusicGenerationConfig } from '#src/music/controls.ts';
import { describeControls } from '#src/music/describeConfig.ts';
import type { Texts } from '#src/texts/texts.ts';
import {
  type Interpretation,
  MAX_TITLE_LENGTH,
  type MusicInterpretation,
} from '#src/words/interpretation.ts';

type ReadInterpretation = MusicInterpretation & { readonly by: 'local' | 'gemini' };

/** Whether somebody had to: tags and presets are played as they are. */
export function isRead(read: MusicInterpretation): read is ReadInterpretation {
  return read.by === 'local' || read.by === 'gemini';
}

/** Who read the words, and as what: for the member who wrote them. */
export function readingText(
  texts: Texts,
  { by, title, prompts, config }: ReadInterpretation,
): string {
  const away = prompts
    .filter(({ weight }) => weight < 0)
    .map(({ text }) => showText(text, MAX_TITLE_LENGTH));
  const parts = [
    `**${showText(title, MAX_TITLE_LENGTH)}**`,
    ...(away.length === 0 ? [] : [texts.say('read.away', { names: texts.list(away) })]),
    ...describeControls(texts, config),
  ];
  return texts.say(`read.${by}`, { what: parts.join(', ') });
}

/**
 * What became of asking Gemini when the word list's reading stands; empty when nobody was asked.
 *
 * @param better what was expected of Gemini; the word list's reading once more when it failed
 */
export function whyWordList(texts: Texts, better: Interpretation | undefined): readonly string[] {
  if (better === undefined) return [];
  return [texts.say(better.by === 'gemini' ? 'read.gemini.none' : 'read.gemini.failed')];
}

/**
 * The controls to play with from now on. Tags say nothing of controls, and a changed mix comes with
 * all of them. Another piece comes with its own tempo, scale and colour; what is about the model
 * rather than the piece stays.
 */
export function controlsFor(
  { by, way, config }: MusicInterpretation,
  before: MusicGenerationConfig,
): MusicGenerationConfig {
  if (by === 'tags') return before;
  if (way === 'relative') return config;
  return { ...pickControls(before, MODEL_CONTROLS), ...config };
}
