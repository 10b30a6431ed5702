import { promptKey } from '#src/crowd/typed/memberText.ts';
import { PRESETS, type Preset } from '#src/crowd/typed/presets.ts';
import type { NowPlaying } from '../interpretation.ts';

/** Something else than what plays: the next ready-made mix that has none of its tags. */
export function anotherMix(playing: NowPlaying | undefined): Preset | undefined {
  const tags = new Set((playing?.prompts ?? []).map(({ text }) => promptKey(text)));
  const isHeard = ({ prompts }: Preset): boolean =>
    prompts.some(({ text }) => tags.has(promptKey(text)));
  const place = PRESETS.findIndex(isHeard) + 1;
  return [...PRESETS.slice(place), ...PRESETS.slice(0, place)].find((one) => !isHeard(one));
}
