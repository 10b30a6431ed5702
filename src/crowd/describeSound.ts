import { CONTROL_NAMES, type ControlName, pickControls } from '../music/controlChanges.ts';
import type { MusicGenerationConfig, SourceMetadata, WeightedPrompt } from '../music/controls.ts';
import { CONTROL_WORDS } from '../music/describeConfig.ts';
import { describeControls } from '../music/describeControls.ts';
import { describeMix } from './describeMix.ts';

/** The service may name what it fills in; source: Google's Lyria RealTime documentation. */
const DEFAULTS: MusicGenerationConfig = {
  guidance: 4,
  temperature: 1.1,
  topK: 40,
  musicGenerationMode: 'QUALITY',
  muteBass: false,
  muteDrums: false,
  onlyBassAndDrums: false,
};
/** The service may keep numbers as 32-bit floats. */
const SAME = 1e-4;

export interface Sound {
  /** What the sound of this moment was made from; undefined before the first. */
  readonly heard: SourceMetadata | undefined;
  readonly prompts: readonly WeightedPrompt[];
  readonly config: MusicGenerationConfig;
}

export interface SoundText {
  /** Mix and controls of what is heard; undefined before the first sound. */
  readonly heard: string | undefined;
  /** What is asked for and not heard yet; undefined when everything is. */
  readonly coming: string | undefined;
}

/** What is heard and what is on its way, in a line of markdown each. */
export function describeSound({ heard, prompts, config }: Sound, textLength?: number): SoundText {
  const mix = describeMix(prompts, textLength);
  if (heard === undefined) {
    return { heard: undefined, coming: [mix, ...describeControls(config)].join(' · ') };
  }
  const heardMix = describeMix(heard.prompts, textLength);
  const isChosen = (name: ControlName): boolean =>
    config[name] !== undefined || (name !== 'seed' && !isSame(heard.config[name], DEFAULTS[name]));
  const controls = describeControls(pickControls(heard.config, CONTROL_NAMES.filter(isChosen)));
  const others = CONTROL_NAMES.filter(
    (name) =>
      isChosen(name) &&
      !isSame(config[name] ?? DEFAULTS[name], heard.config[name] ?? DEFAULTS[name]),
  );
  const coming = [
    ...(mix === heardMix ? [] : [mix]),
    ...others.map((name) => wanted(config, name)),
  ];
  return {
    heard: [heardMix, ...controls].join(' · '),
    coming: coming.length === 0 ? undefined : coming.join(' · '),
  };
}

function wanted(config: MusicGenerationConfig, name: ControlName): string {
  const [shown] = describeControls(pickControls(config, [name]));
  return shown ?? CONTROL_WORDS[name];
}

function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'number' || typeof other !== 'number') return one === other;
  return Math.abs(one - other) <= SAME * Math.max(1, Math.abs(one));
}
