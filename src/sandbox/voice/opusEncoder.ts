import type { OpusImplementation } from './opusDecoder.ts';
import { SAMPLE_RATE_HZ } from './opusDecoder.ts';

/** 20 ms of what somebody says. */
export const MONO_FRAME_SAMPLES = 960;

/** Encodes one person's voice, in order. */
export interface OpusEncoder {
  /** @param frame 20 ms, 48 kHz mono */
  encode(frame: Int16Array): Buffer;
  close(): void;
}

async function loadNative(): Promise<() => OpusEncoder> {
  const { default: opus } = await import('@discordjs/opus');
  return () => {
    const encoder = new opus.OpusEncoder(SAMPLE_RATE_HZ, 1);
    return { encode: (frame) => encoder.encode(bytesOf(frame)), close() {} };
  };
}

async function loadScript(): Promise<() => OpusEncoder> {
  const { default: OpusScript } = await import('opusscript');
  return () => {
    const encoder = new OpusScript(SAMPLE_RATE_HZ, 1, OpusScript.Application.VOIP);
    return {
      encode: (frame) => encoder.encode(bytesOf(frame), MONO_FRAME_SAMPLES),
      close: () => encoder.delete(),
    };
  };
}

/** Loads an Opus implementation and returns what makes encoders. Rejects when it is not there. */
export async function loadOpusEncoder(
  implementation: OpusImplementation,
): Promise<() => OpusEncoder> {
  switch (implementation) {
    case 'native':
      return loadNative();
    case 'script':
      return loadScript();
    case 'auto':
      return loadNative().catch(loadScript);
  }
}

function bytesOf(frame: Int16Array): Buffer {
  return Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
}
