import type { MusicGenerationConfig, WeightedPrompt } from '#src/music/controls.ts';
import { describeControls } from '#src/music/describeConfig.ts';
import { ENGLISH, TEXTS, type TextId, type Texts } from '#src/texts/texts.ts';
import { promptKey } from './memberText.ts';

type PresetId = TextId extends infer Id
  ? Id extends `preset.${infer Name}`
    ? Name
    : never
  : never;

/** A ready-made mix. */
export interface Preset {
  /** Stable: it is in buttons that live for months. */
  readonly id: PresetId;
  /** In English, which is what is sent wherever it is chosen. */
  readonly title: string;
  readonly prompts: readonly WeightedPrompt[];
  readonly config: MusicGenerationConfig;
}

function preset(
  id: PresetId,
  weights: Readonly<Record<string, number>>,
  config: MusicGenerationConfig,
): Preset {
  const prompts = Object.entries(weights).map(([text, weight]) => ({ text, weight }));
  return { id, title: ENGLISH.say(`preset.${id}`), prompts, config };
}

/** Tags are from Lyria's documented vocabulary; tempos are the genres' usual ones. */
export const PRESETS: readonly Preset[] = [
  preset(
    'warehouse',
    { 'Minimal Techno': 2, 'TR-909 Drum Machine': 1, 'Ominous Drone': 0.5 },
    { bpm: 130 },
  ),
  preset('acid', { Techno: 1, '303 Acid Bass': 1.5, 'Tight Groove': 0.5 }, { bpm: 134 }),
  preset('sunset', { 'Deep House': 2, 'Rhodes Piano': 1, Chill: 0.5 }, { bpm: 120 }),
  preset(
    'study',
    { 'Lo-Fi Hip Hop': 2, 'Smooth Pianos': 0.7, Chill: 0.7 },
    { bpm: 78, density: 0.4 },
  ),
  preset(
    'rain',
    { Ambient: 1.5, 'Smooth Pianos': 1, Emotional: 0.5 },
    { density: 0.25, brightness: 0.4 },
  ),
  preset('orbit', { Ambient: 1, 'Spacey Synths': 1.5, 'Ethereal Ambience': 1 }, { density: 0.2 }),
  preset('jungle', { 'Drum & Bass': 2, 'Boomy Bass': 0.7, 'Synth Pads': 0.5 }, { bpm: 174 }),
  preset('dub', { 'Jamaican Dub': 2, Echo: 1, 'Precision Bass': 0.7 }, { bpm: 72 }),
  preset('reggae', { Reggae: 2, Guitar: 0.7, 'Bright Tones': 0.4 }, { bpm: 76 }),
  preset(
    'bossa',
    { 'Bossa Nova': 2, 'Warm Acoustic Guitar': 1, 'Subdued Melody': 0.4 },
    { bpm: 124 },
  ),
  preset('salsa', { Salsa: 2, 'Conga Drums': 1, Trumpet: 0.8 }, { bpm: 180 }),
  preset('jazz', { 'Acid Jazz': 1, 'Jazz Fusion': 1, 'Alto Saxophone': 0.8 }, { bpm: 104 }),
  preset('funk', { 'Disco Funk': 2, 'Funk Drums': 0.8, Funky: 0.8 }, { bpm: 116 }),
  preset('synthwave', { Synthpop: 1.5, Vaporwave: 0.7, 'Dirty Synths': 0.6 }, { bpm: 104 }),
  preset('chiptune', { Chiptune: 2, Upbeat: 0.8 }, { bpm: 140, brightness: 0.8 }),
  preset('trance', { Trance: 2, 'Huge Drop': 0.7, 'Synth Pads': 0.6 }, { bpm: 138 }),
  preset('trap', { 'Trap Beat': 2, '808 Hip Hop Beat': 1, 'Ominous Drone': 0.4 }, { bpm: 140 }),
  preset('baroque', { Baroque: 2, Harpsichord: 1, 'Viola Ensemble': 0.8 }, { bpm: 96 }),
  preset(
    'score',
    { 'Orchestral Score': 2, 'Rich Orchestration': 1, Emotional: 0.6 },
    { density: 0.5 },
  ),
  preset('celtic', { 'Celtic Folk': 2, Fiddle: 1, Harp: 0.6 }, { bpm: 112 }),
  preset('shoegaze', { Shoegaze: 2, Dreamy: 1, 'Swirling Phasers': 0.6 }, { bpm: 96 }),
  preset('surf', { 'Surf Rock': 2, 'Slide Guitar': 0.7, Upbeat: 0.5 }, { bpm: 156 }),
  preset('afrobeat', { Afrobeat: 2, Djembe: 0.8, Danceable: 0.7 }, { bpm: 110 }),
  preset('triphop', { 'Trip Hop': 2, 'Rhodes Piano': 0.8, 'Saturated Tones': 0.5 }, { bpm: 84 }),
];

export function findPreset(id: string): Preset | undefined {
  return PRESETS.find((one) => one.id === id);
}

const BY_TITLE: ReadonlyMap<string, Preset> = new Map(
  TEXTS.flatMap((texts) =>
    PRESETS.map((one) => [promptKey(texts.say(`preset.${one.id}`)), one] as const),
  ),
);

/** The preset with that title, in whatever language and however it is typed. */
export function findPresetByTitle(typed: string): Preset | undefined {
  return BY_TITLE.get(promptKey(typed));
}

/** What a preset is made of, in a line of plain text: its controls, which the title does not tell, then its tags. */
export function presetTags(texts: Texts, { prompts, config }: Preset): string {
  return [...describeControls(texts, config), ...prompts.map(({ text }) => text)].join(', ');
}
