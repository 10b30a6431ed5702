import { mainTag } from '../../words/compose/families.ts';
import { readRequest } from '../../words/reading/readRequest.ts';
import type { Wish } from '../../words/reading/wishes.ts';

/** A tool call, as a model would make it of what it heard. */
export interface Thought {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

type MixList = 'add' | 'remove' | 'more' | 'less';

const SPOKEN = [
  { says: /^(?:please )?take back (?:the |my |a )?(.+)$/, call: takeBack },
  { says: /^(?:please )?i (?:like|love) (?:the )?(.+)$/, call: voteFor('up') },
  { says: /^(?:please )?i (?:do not|dont|don't) like (?:the )?(.+)$/, call: voteFor('down') },
] as const;

/**
 * What is meant, by the lexicon that reads what members type; empty where it makes no sense. It thinks
 * only of tools that it was given.
 */
export function think(said: string, tools: ReadonlySet<string>): readonly Thought[] {
  const text = said.toLowerCase().replace(/^hey dj,? /, '');
  return thoughtsOf(text.replace(/[.!?]/g, '').trim()).filter(({ name }) => tools.has(name));
}

function thoughtsOf(text: string): readonly Thought[] {
  if (/\bwhat(?:'s| is) (?:playing|this|on)\b/.test(text)) {
    return [{ name: 'what_is_playing', args: {} }];
  }
  for (const { says, call } of SPOKEN) {
    const about = says.exec(text)?.[1];
    if (about !== undefined) return [call(nameIn(about))];
  }
  const [before, after] = text.split(/\bstart over\b/);
  const reading = readRequest(after ?? before ?? '');
  if (after !== undefined) {
    const tags = reading.wishes.flatMap(({ concept }) => mainTag(concept) ?? []);
    return [{ name: 'start_over', args: { tags } }];
  }
  const controls = controlsIn(reading.wishes);
  if (reading.values.bpm !== undefined) controls['tempo'] = reading.values.bpm;
  const mix = mixIn(reading.wishes);
  return [
    ...(Object.keys(mix).length === 0 ? [] : [{ name: 'change_mix', args: mix }]),
    ...(Object.keys(controls).length === 0 ? [] : [{ name: 'set_controls', args: controls }]),
  ];
}

function takeBack(prompt: string): Thought {
  return { name: 'take_back', args: { prompt } };
}

function voteFor(choice: 'up' | 'down'): (prompt: string) => Thought {
  return (prompt) => ({ name: 'vote', args: { prompt, choice } });
}

/** As the mix calls it, where the lexicon knows it. */
function nameIn(text: string): string {
  const [wish] = readRequest(text).wishes;
  return (wish && mainTag(wish.concept)) ?? text;
}

function controlsIn(wishes: readonly Wish[]): Record<string, unknown> {
  const controls: Record<string, unknown> = {};
  for (const { concept, how, name } of wishes) {
    if (name === 'drums' || name === 'bass') {
      if (how === 'none') controls[name] = 'off';
      if (how === 'add') controls[name] = 'on';
      continue;
    }
    if (concept.kind !== 'control' && how !== 'more' && how !== 'less') continue;
    const direction = how === 'less' || how === 'none' ? -1 : 1;
    const { bpm = 0, brightness = 0, density = 0 } = concept.shift ?? {};
    if (bpm !== 0) controls['tempo'] = bpm * direction > 0 ? 'faster' : 'slower';
    if (brightness !== 0) {
      controls['brightness'] = brightness * direction > 0 ? 'brighter' : 'darker';
    }
    if (density !== 0) controls['density'] = density * direction > 0 ? 'busier' : 'sparser';
  }
  return controls;
}

const LISTS: Readonly<Record<Wish['how'], MixList>> = {
  plain: 'add',
  add: 'add',
  none: 'remove',
  more: 'more',
  less: 'less',
};

function mixIn(wishes: readonly Wish[]): Partial<Record<MixList, string[]>> {
  const mix: Partial<Record<MixList, string[]>> = {};
  for (const { concept, how, name } of wishes) {
    const tag = mainTag(concept);
    if (tag === undefined || concept.kind === 'control') continue;
    // The drums and the bass can be switched.
    if ((name === 'drums' || name === 'bass') && (how === 'none' || how === 'add')) continue;
    const list = LISTS[how];
    mix[list] = [...(mix[list] ?? []), tag];
  }
  return mix;
}
