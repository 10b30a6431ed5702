import { showText } from '#src/crowd/typed/memberText.ts';
import { pickControls } from '#src/music/controlChanges.ts';
import { MODEL_CONTROLS, type MusicGenerationConfig } from '#src/music/controls.ts';
import { describeControls } from '#src/music/describeConfig.ts';
import {
  type Interpretation,
  type Interpreter,
  MAX_TITLE_LENGTH,
  type MusicInterpretation,
} from '#src/words/interpretation.ts';

const READERS: Readonly<Record<Interpreter, string>> = {
  local: 'I read your words with my own word list',
  gemini: 'I read your words with Gemini',
  tags: 'I took your tags as they are',
  preset: 'A ready-made mix',
};

/** Whether somebody had to: tags and presets are played as they are. */
export function isRead({ by }: MusicInterpretation): boolean {
  return by === 'local' || by === 'gemini';
}

/** Who read the words, and as what: for the member who wrote them. */
export function readingText({ by, title, prompts, config }: MusicInterpretation): string {
  const away = prompts
    .filter(({ weight }) => weight < 0)
    .map(({ text }) => showText(text, MAX_TITLE_LENGTH));
  const parts = [
    `**${showText(title, MAX_TITLE_LENGTH)}**`,
    ...(away.length === 0 ? [] : [`away from ${away.join(' and ')}`]),
    ...describeControls(config),
  ];
  return `${READERS[by]}: ${parts.join(', ')}.`;
}

/**
 * What became of asking Gemini when the word list's reading stands, with a space before it; empty
 * when nobody was asked.
 *
 * @param better what was expected of Gemini; the word list's reading once more when it failed
 */
export function whyWordList(better: Interpretation | undefined): string {
  if (better === undefined) return '';
  return better.by === 'gemini'
    ? ' Gemini found no music in them.'
    : ' Gemini could not be asked just now.';
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
