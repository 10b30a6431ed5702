import { describeControls } from '../music/describeConfig.ts';
import { PRESETS, type Preset } from './presets.ts';
import { promptKey } from './promptKey.ts';

const BY_TITLE: ReadonlyMap<string, Preset> = new Map(
  PRESETS.map((one) => [promptKey(one.title), one]),
);

/** The preset with that title, however it is typed. */
export function findPresetByTitle(typed: string): Preset | undefined {
  return BY_TITLE.get(promptKey(typed));
}

/** What a preset is made of, in a line of plain text: its controls, which the title does not tell, then its tags. */
export function presetTags({ prompts, config }: Preset): string {
  return [...describeControls(config), ...prompts.map(({ text }) => text)].join(', ');
}
