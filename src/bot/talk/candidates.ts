import type { Station } from '#commands/Command.ts';
import { promptKey } from '#src/crowd/typed/memberText.ts';
import type { Candidate } from '#src/crowd/votes/voteState.ts';

export function candidatesOf({ state }: Station): readonly Candidate[] {
  return state.kept.vote.candidates;
}

/** The one of that name, or one that shares a word with it: "the piano" may be "Smooth Pianos". */
export function candidateLike(station: Station, text: string): Candidate | undefined {
  const key = promptKey(text);
  const candidates = candidatesOf(station);
  const wanted = stemsOf(text);
  return (
    candidates.find((candidate) => promptKey(candidate.text) === key) ??
    candidates.find((candidate) => stemsOf(candidate.text).some((stem) => wanted.includes(stem)))
  );
}

const SHORTEST_STEM = 3;

function stemsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/s$/, ''))
    .filter((stem) => stem.length >= SHORTEST_STEM);
}
