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

export type OpusEncoder = prism.opus.Encoder;

/**
 * prism-media's encoder, holding at most one packet: every packet more would be heard 20 ms
 * later. Given one frame at a time it encodes one frame a call.
 */
export function createOpusEncoder(bitrate: number): OpusEncoder {
  const options = {
    rate: SAMPLE_RATE,
    channels: 2,
    frameSize: FRAME_PAIRS,
    readableHighWaterMark: 1,
    writableHighWaterMark: 1,
  };
  const encoder = new prism.opus.Encoder(options);
  encoder.setFEC(true);
  encoder.setPLP(EXPECTED_LOSS);
  setBitrate(encoder, bitrate);
  // It throws where it should tell the stream, and whoever reads from a timer would be ended by it.
  const transform = encoder._transform.bind(encoder);
  encoder._transform = (frame: Buffer, encoding, done) => {
    try {
      transform(frame, encoding, done);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return encoder;
}

/** @param bitrate of the voice channel, bits per second */
export function setBitrate(encoder: OpusEncoder, bitrate: number): void {
  const wanted = Math.min(BITRATE.max, Math.max(BITRATE.min, bitrate));
  encoder.setBitrate(wanted);
  if (wanted > PRISM_MAX_BITRATE && bitrateSetter.safeParse(encoder.encoder).success) {
    encoder.encoder.setBitrate(wanted);
  }
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
