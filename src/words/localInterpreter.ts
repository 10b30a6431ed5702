import { parsePrompts } from '../crowd/typed/parsePrompts.ts';
import { MAX_CANDIDATES } from '../crowd/votes/voteState.ts';
import { MAX_PROMPT_LENGTH } from '../music/controls.ts';
import { anotherMix } from './compose/anotherMix.ts';
import { freshMix, type Mix } from './compose/freshMix.ts';
import { refinedMix } from './compose/refinedMix.ts';
import { titleOf } from './compose/title.ts';
import type { Interpretation, MusicInterpretation, MusicRequest, Way } from './interpretation.ts';
import { fold } from './lexicon/fold.ts';
import { cleanRequest } from './reading/clean.ts';
import { type Reading, readRequest } from './reading/readRequest.ts';
import { commandAnswer } from './refusal/commandWords.ts';
import { isHurtful } from './refusal/hurtful.ts';
import { isInstruction, isMashed, whyNotMusic } from './refusal/notMusic.ts';
import { pointTo, refuse } from './refusal/texts.ts';
import { tagList } from './tagList.ts';
import { wordsToKeep } from './wordsToKeep.ts';

/**
 * Reads a request by the lexicon in this program: pure, and quick enough for every start (a few
 * milliseconds at most, whatever is typed).
 */
export function interpretLocally({ text, playing }: MusicRequest): Interpretation {
  if (isHurtful(text)) return refuse('local', 'unkind');
  const command = commandAnswer(text);
  if (command !== undefined) return pointTo(command);
  const tags = tagList(text);
  if (tags !== undefined) return tags;
  const instruction = isInstruction(fold(cleanRequest(text)));
  // Beside an instruction nothing is guessed at: only plain music gets through.
  const reading = readRequest(text, !instruction);
  const reason = whyNotMusic(reading);
  if (reason !== undefined) return refuse('local', reason);
  const kept = instruction ? [] : wordsToKeep(reading);
  if (!isUnderstood(reading) && kept.length === 0) {
    const another = reading.fresh && reading.unknown.length === 0 ? anotherMix(playing) : undefined;
    if (another !== undefined) {
      const { title, prompts, config } = another;
      return { kind: 'music', by: 'local', way: 'fresh', title, prompts, config };
    }
    const mashed = reading.unknown.some((unknown) => isMashed(unknown.text));
    const welcome = (reading.plays || reading.any) && reading.unknown.length === 0 && !mashed;
    return welcome ? made(freshMix(reading), 'fresh') : notUnderstood(text);
  }
  if (playing !== undefined && isRelative(reading, kept)) {
    return made(refinedMix(reading, playing), 'relative');
  }
  return made(freshMix(reading, kept), 'fresh');
}

/** Words that say nothing: as a list of tags they may still have been too many. */
function notUnderstood(text: string): Interpretation {
  const entries = text.split(/[,，、;\n]/u).filter((entry) => entry.trim() !== '');
  if (entries.length <= MAX_CANDIDATES || text.length > MAX_PROMPT_LENGTH) {
    return refuse('local', 'unclear');
  }
  const parsed = parsePrompts(text);
  return refuse('local', 'unclear', parsed.ok ? undefined : parsed.problem);
}

function made({ prompts, config }: Mix, way: Way): MusicInterpretation {
  return { kind: 'music', by: 'local', way, title: titleOf(prompts), prompts, config };
}

function isUnderstood(reading: Reading): boolean {
  const { wishes, values, bpmChange, scale, unknown } = reading;
  const named = Object.keys(values).length > 0 || bpmChange !== undefined || scale !== undefined;
  return wishes.length > 0 || named || unknown.some(({ how }) => how !== 'plain');
}

/** Whether what plays is meant to change, rather than to make way. */
function isRelative(reading: Reading, kept: readonly string[]): boolean {
  if (reading.fresh) return false;
  if (reading.keeps) return true;
  const { wishes } = reading;
  const plain = wishes.filter(({ how, concept }) => how === 'plain' && concept.kind !== 'control');
  if (plain.some(({ concept }) => concept.kind === 'genre') || kept.length > 0) return false;
  if (wishes.some(({ how }) => how === 'more' || how === 'less' || how === 'add')) return true;
  if (reading.unknown.some(({ how }) => how === 'add' || how === 'more')) return true;
  // Knobs, "no drums", a tempo or a key alone are about what plays.
  return plain.length === 0;
}
