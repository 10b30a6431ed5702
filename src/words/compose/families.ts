import type { Concept } from '../concepts/Concept.ts';

/** Whether a tag is some of what the concept stands for: "Flamenco Guitar" is a guitar. */
export function isOf(concept: Concept, tag: string): boolean {
  const folded = tag.toLowerCase();
  return familyOf(concept).some((part) => folded.includes(part));
}

/** The tag that says best what the concept stands for; undefined when it is a knob only. */
export function mainTag({ tags }: Concept): string | undefined {
  return tags === undefined ? undefined : Object.keys(tags)[0];
}

function familyOf(concept: Concept): readonly string[] {
  const main = mainTag(concept);
  return concept.family ?? (main === undefined ? [] : [main.toLowerCase()]);
}
