import { Fft } from '#src/audio/Fft.ts';
import { hertzOfBin } from '#test/support/analysis/spectrum.ts';

const SIZE = 2048;
const HOP = 1024;
const MEL_BANDS = 32;
const CEPSTRA = 14;
/** Attack, body and tail of a note that is held for a second, in windows. */
const PARTS = [
  [0, 4],
  [5, 28],
  [48, 66],
] as const;
const HIGHEST_HZ = 14_000;
/** Levels over time, every so many windows, down to so far below the loudest. */
const ENVELOPE_STEP = 4;
const FAINT_DB = -60;

const MEL_OF_BIN = Int32Array.from({ length: SIZE / 2 }, (_, bin) => {
  const mel = (hertz: number): number => Math.log(1 + hertz / 700);
  const band = (MEL_BANDS * mel(hertzOfBin(bin, SIZE))) / mel(HIGHEST_HZ);
  return band < MEL_BANDS ? Math.floor(band) : -1;
});

/** What a note's sound is like, as numbers: cepstra of its parts, and how its level moves. */
export function timbreOf(mono: Float64Array): Float64Array {
  const looks = melLooks(mono);
  const cepstra = PARTS.flatMap(([from, to]) => cepstrumOf(looks.slice(from, to)));
  const levels = looks.map((look) => 10 * Math.log10(look.reduce((sum, p) => sum + p, 1e-12)));
  const loudest = Math.max(...levels);
  const envelope = levels
    .filter((_, n) => n % ENVELOPE_STEP === 0)
    .map((level) => Math.max(FAINT_DB, level - loudest));
  const attack = levels.findIndex((level) => level > loudest - 3);
  return Float64Array.from([...cepstra, ...envelope, attack]);
}

function melLooks(mono: Float64Array): Float64Array[] {
  const fft = new Fft(SIZE);
  const looks: Float64Array[] = [];
  for (let at = 0; at + SIZE <= mono.length; at += HOP) {
    const re = new Float64Array(SIZE);
    const im = new Float64Array(SIZE);
    for (let i = 0; i < SIZE; i += 1) {
      re[i] = (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / SIZE)) * (mono[at + i] ?? 0);
    }
    fft.forward(re, im);
    const bands = new Float64Array(MEL_BANDS);
    MEL_OF_BIN.forEach((band, bin) => {
      if (band < 0) return;
      bands[band] = (bands[band] ?? 0) + (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
    });
    looks.push(bands);
  }
  return looks;
}

/** Without the first, which is loudness. */
function cepstrumOf(looks: readonly Float64Array[]): number[] {
  const mean = Float64Array.from({ length: MEL_BANDS }, (_, band) => {
    const sum = looks.reduce((total, look) => total + (look[band] ?? 0), 0);
    return sum / Math.max(1, looks.length);
  });
  const strongest = Math.max(1e-9, ...mean);
  const levels = mean.map((power) => Math.max(FAINT_DB, 10 * Math.log10(power / strongest + 1e-9)));
  return Array.from({ length: CEPSTRA }, (_, n) =>
    levels.reduce(
      (sum, level, band) => sum + level * Math.cos((Math.PI * (n + 1) * (band + 0.5)) / MEL_BANDS),
      0,
    ),
  );
}
