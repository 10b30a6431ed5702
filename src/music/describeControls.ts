import type { MusicGenerationConfig } from './controls.ts';
import { SCALES } from './scales.ts';

/** The controls that are set, each in a word or two, those that one hears most first. */
export function describeControls(config: MusicGenerationConfig): readonly string[] {
  const { bpm, scale, density, brightness, musicGenerationMode: mode } = config;
  return [
    ...(bpm === undefined ? [] : [`${bpm} bpm`]),
    ...(scale === undefined ? [] : [SCALES[scale]]),
    ...(density === undefined ? [] : [`density ${percent(density)}`]),
    ...(brightness === undefined ? [] : [`brightness ${percent(brightness)}`]),
    ...(config.muteDrums === true ? ['no drums'] : []),
    ...(config.muteBass === true ? ['no bass'] : []),
    ...(config.onlyBassAndDrums === true ? ['only bass and drums'] : []),
    ...(mode === 'VOCALIZATION' ? ['wordless voices'] : mode === 'DIVERSITY' ? ['diverse'] : []),
    ...(config.guidance === undefined ? [] : [`guidance ${config.guidance}`]),
    ...(config.temperature === undefined ? [] : [`temperature ${config.temperature}`]),
    ...(config.topK === undefined ? [] : [`top-k ${config.topK}`]),
    ...(config.seed === undefined ? [] : [`seed ${config.seed}`]),
  ];
}

function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}
