import { openMixCode } from '#src/crowd/mix/mixCode.ts';
import { findMix, type MixPiece, type SavedMix } from '#src/crowd/mix/savedMix.ts';
import { completePlay } from '#src/crowd/typed/completePlay.ts';
import { promptKey, showText } from '#src/crowd/typed/memberText.ts';
import { findPresetByTitle, PRESETS } from '#src/crowd/typed/presets.ts';
import { describeControls } from '#src/music/describeConfig.ts';
import { type Texts, type Told, tell } from '#src/texts/texts.ts';
import type { WordReading } from '#src/words/interpretation.ts';
import { isHurtful } from '#src/words/refusal/hurtful.ts';
import type { CommandContext, Completion, SavedMixes } from '../Command.ts';

/** Discord shows at most this many choices of at most this many characters. */
export const MOST_CHOICES = 25;
const MOST_CHARACTERS = 100;
/** Of an entry in a completion that has other things to offer. */
const MOST_SAVED = 8;
/** Characters of a prompt in a list. */
const PROMPT_LENGTH = 30;

/** What the caller can call by name here. */
export async function savedMixesOf({
  mixes,
  guildId,
  caller,
}: Pick<CommandContext, 'mixes' | 'guildId'> & {
  readonly caller: { readonly userId: string };
}): Promise<SavedMixes> {
  const [own, server] = await Promise.all([
    mixes.list(`member ${caller.userId}`),
    mixes.list(`guild ${guildId}`),
  ]);
  return { own, server };
}

/** The caller's own of that name, or the server's. */
export function findSaved(name: string, { own, server }: SavedMixes): SavedMix | undefined {
  return findMix(own, name) ?? findMix(server, name);
}

/** A mix by its name, saved or ready-made. */
export function findNamed(name: string, saved: SavedMixes): MixPiece | undefined {
  return findSaved(name, saved) ?? findPresetByTitle(name);
}

/** A mix by its code or by its name, saved or ready-made; undefined: what was typed names none. */
export function namedMix(typed: string, saved: SavedMixes): WordReading | undefined {
  const opened = openMixCode(typed);
  if (opened?.ok === false) return refused(opened.text);
  if (opened !== undefined) return reading(mixTitle(opened.piece), opened.piece);
  const mix = findSaved(typed, saved);
  if (mix !== undefined) return reading(mix.name, mix);
  const preset = findPresetByTitle(typed);
  return preset && reading(preset.title, preset);
}

export function mixTitle({ prompts }: MixPiece): string {
  return prompts.map(({ text }) => text).join(', ');
}

export function reading(title: string, { prompts, config }: MixPiece): WordReading {
  // Whoever made a code may have typed anything.
  if (prompts.some(({ text }) => isHurtful(text))) return refused(tell('reason.unkind'));
  return { first: { kind: 'music', by: 'preset', way: 'fresh', title, prompts, config } };
}

function refused(memberText: Told): WordReading {
  return { first: { kind: 'refused', by: 'preset', reason: 'unclear', memberText } };
}

/** With what is saved under a name like that after what was typed, and before all else. */
export function completeSaved(
  texts: Texts,
  typed: string,
  saved: SavedMixes,
  others: readonly Completion[],
): readonly Completion[] {
  const mixes = savedLike(texts, typed, saved).slice(0, MOST_SAVED);
  const names = new Set(mixes.map(({ value }) => promptKey(value)));
  const rest = others.filter((one) => !names.has(promptKey(choiceValue(one))));
  const first = rest[0];
  const isAsTyped = first !== undefined && promptKey(choiceValue(first)) === promptKey(typed);
  const asTyped = isAsTyped ? 1 : 0;
  return [...rest.slice(0, asTyped), ...mixes, ...rest.slice(asTyped)].slice(0, MOST_CHOICES);
}

/** Saved mixes and ready-made ones, and nothing else. */
export function completeNamed(
  texts: Texts,
  typed: string,
  saved: SavedMixes,
): readonly Completion[] {
  const titles = new Set(PRESETS.map(({ title }) => title));
  const presets = completePlay(texts, typed, () => []).filter(({ value }) => titles.has(value));
  return [...savedLike(texts, typed, saved), ...presets].slice(0, MOST_CHOICES);
}

/** The saved mixes with that in their name or among their prompts, as choices. */
export function savedLike(
  texts: Texts,
  typed: string,
  { own, server }: SavedMixes,
): readonly { readonly name: string; readonly value: string }[] {
  const query = promptKey(typed);
  const shadowed = server.filter(({ name }) => findMix(own, name) === undefined);
  return [...own.map((mix) => ['⭐', mix] as const), ...shadowed.map((mix) => ['💾', mix] as const)]
    .filter(([, { name, prompts }]) =>
      [name, ...prompts.map(({ text }) => text)].some((text) => promptKey(text).includes(query)),
    )
    .map(([sign, mix]) => ({
      name: cut(`${sign} ${mix.name} — ${partsOf(texts, mix).join(', ')}`),
      value: mix.name,
    }));
}

/** What a mix is made of, as a message shows it. */
export function describePiece(texts: Texts, piece: MixPiece): string {
  return partsOf(texts, piece)
    .map((part) => showText(part, PROMPT_LENGTH))
    .join(', ');
}

function partsOf(texts: Texts, { prompts, config }: MixPiece): readonly string[] {
  const played = prompts.filter(({ weight }) => weight > 0);
  const avoided = prompts.filter(({ weight }) => weight < 0);
  return [
    ...played.map(({ text, weight }) =>
      texts.say('sound.share', { prompt: text, percent: percentOf(weight, played) }),
    ),
    ...avoided.map(({ text }) => texts.say('mix.away', { prompt: text })),
    ...describeControls(texts, config),
  ];
}

function percentOf(weight: number, all: readonly { readonly weight: number }[]): Told {
  const sum = all.reduce((total, one) => total + one.weight, 0);
  return tell('percent', { value: Math.round((100 * weight) / sum) });
}

function choiceValue(choice: Completion): string {
  return typeof choice === 'string' ? choice : choice.value;
}

/** Never in the middle of a character. */
function cut(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length >= MOST_CHARACTERS) break;
    kept += character;
  }
  return `${kept}…`;
}
