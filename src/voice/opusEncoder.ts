import prism from 'prism-media';
import { z } from 'zod';
import { FRAME_PAIRS, SAMPLE_RATE } from '../audio/frame.ts';
import type { Log } from '../log.ts';

/** Opus takes 6 to 510 kbps; below 16 music is no pleasure, and no channel goes above 384. */
const BITRATE = { min: 16_000, max: 384_000 } as const;
/** prism-media clamps to this by itself; more has to be told to the encoder directly. */
const PRISM_MAX_BITRATE = 128_000;
/** Some loss is usual; the encoder spends a little on being robust against it. */
const EXPECTED_LOSS = 0.02;

/** `@discordjs/opus` and opusscript both have it; prism-media's types say nothing of either. */
const bitrateSetter = z.object({ setBitrate: z.function({ input: [z.number()] }) });
/** libopus' own numbers of these settings; prism-media has no words for them. */
const SET_COMPLEXITY = 4_010;
const SET_SIGNAL = 4_024;
/** Never taken for speech, which the encoder does with the first frames of most music, at twice the cost. */
const MUSIC = 3_002;

export type OpusEncoder = prism.opus.Encoder;
type Ctl = (setting: number, value: number) => unknown;

/**
 * prism-media's encoder, with whichever library it finds. It is given frames by `encodeFrame`: through
 * its streams a frame would cost a tenth more, and wait in three places.
 */
export function createOpusEncoder(bitrate: number): OpusEncoder {
  const options = { rate: SAMPLE_RATE, channels: 2, frameSize: FRAME_PAIRS };
  const encoder = new prism.opus.Encoder(options);
  encoder.setFEC(true);
  encoder.setPLP(EXPECTED_LOSS);
  setEncoder(encoder, SET_SIGNAL, MUSIC);
  setBitrate(encoder, bitrate);
  return encoder;
}

/**
 * The packet of one frame, 20 ms.
 *
 * @param frame 960 pairs of 16-bit samples
 * @throws Error when the library cannot, or the encoder has been destroyed
 */
export function encodeFrame(encoder: OpusEncoder, frame: Buffer): Buffer {
  // Loosely typed, since it is another library's; @discordjs/opus does without the length.
  const packet: unknown = encoder.encoder.encode(frame, FRAME_PAIRS);
  if (!(packet instanceof Buffer)) throw new TypeError('The encoder made no packet');
  return packet;
}

/** @param bitrate of the voice channel, bits per second */
export function setBitrate(encoder: OpusEncoder, bitrate: number): void {
  const wanted = Math.min(BITRATE.max, Math.max(BITRATE.min, bitrate));
  encoder.setBitrate(wanted);
  if (wanted > PRISM_MAX_BITRATE && bitrateSetter.safeParse(encoder.encoder).success) {
    encoder.encoder.setBitrate(wanted);
  }
}

/**
 * How much the encoder spends on finding a good packet.
 *
 * @param complexity 0 to 10; with 5 a frame takes two thirds of the time that 10 takes
 */
export function setComplexity(encoder: OpusEncoder, complexity: number): void {
  setEncoder(encoder, SET_COMPLEXITY, complexity);
}

function setEncoder(encoder: OpusEncoder, setting: number, value: number): void {
  // Loosely typed, as above: one of the libraries calls it otherwise.
  const library: { applyEncoderCTL?: Ctl; encoderCTL?: Ctl } = encoder.encoder;
  if (library.applyEncoderCTL !== undefined) library.applyEncoderCTL(setting, value);
  else library.encoderCTL?.(setting, value);
}

/** What could be installed decides which library encodes; nothing else shows it but the core's load. */
export function tellOpusLibrary(log: Log, library: string = libraryInUse()): void {
  const isSlow = library === 'opusscript';
  const consequence = isSlow ? ': slower, since @discordjs/opus could not be installed' : '';
  log.info({ library }, `Opus is encoded by ${library}${consequence}`);
}

/** Which library encodes: prism-media loads one, and knows its name, when it makes its first encoder. */
export function libraryInUse(): string {
  createOpusEncoder(BITRATE.min).destroy();
  return prism.opus.Encoder.type;
}
