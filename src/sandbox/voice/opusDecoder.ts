/** Discord's Opus is always decoded to this. */
export const SAMPLE_RATE_HZ = 48_000;
export const CHANNELS = 2;
/** One packet's worth of interleaved samples: 20 ms. */
export const FRAME_SAMPLES = 960 * CHANNELS;

/** Decodes the packets of one stream, in order: an Opus decoder remembers what came before. */
export interface OpusDecoder {
  /** 48 kHz stereo interleaved; 20 ms of silence for a packet that cannot be decoded. */
  decode(packet: Buffer): Int16Array;
  close(): void;
}

/**
 * `native` is libopus in C, `script` the same in WebAssembly (twice as slow, but it needs no
 * compiler), `auto` the first that is there.
 */
export type OpusImplementation = 'native' | 'script' | 'auto';

interface Codec {
  decode(packet: Buffer): Buffer;
  delete?(): void;
}

function samplesOf(pcm: Buffer): Int16Array {
  // A view of 16-bit samples has to begin at an even offset.
  const aligned = pcm.byteOffset % Int16Array.BYTES_PER_ELEMENT === 0 ? pcm : Buffer.from(pcm);
  return new Int16Array(
    aligned.buffer,
    aligned.byteOffset,
    aligned.length / Int16Array.BYTES_PER_ELEMENT,
  );
}

function decoderOf(codec: Codec): OpusDecoder {
  return {
    decode(packet) {
      try {
        return samplesOf(codec.decode(packet));
      } catch {
        return new Int16Array(FRAME_SAMPLES);
      }
    },
    close: () => codec.delete?.(),
  };
}

async function loadNative(): Promise<() => OpusDecoder> {
  const { default: opus } = await import('@discordjs/opus');
  return () => decoderOf(new opus.OpusEncoder(SAMPLE_RATE_HZ, CHANNELS));
}

async function loadScript(): Promise<() => OpusDecoder> {
  const { default: OpusScript } = await import('opusscript');
  return () => decoderOf(new OpusScript(SAMPLE_RATE_HZ, CHANNELS, OpusScript.Application.AUDIO));
}

/** Loads an Opus implementation and returns what makes decoders. Rejects when it is not there. */
export async function loadOpus(implementation: OpusImplementation): Promise<() => OpusDecoder> {
  switch (implementation) {
    case 'native':
      return loadNative();
    case 'script':
      return loadScript();
    case 'auto':
      // Optional: where nothing could be compiled at installation it is missing.
      return loadNative().catch(loadScript);
  }
}
