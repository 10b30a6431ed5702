import prism from 'prism-media';

/** What the Live API takes: mono, in Hz. */
export const HEARD_RATE = 16_000;
const FRAME_SAMPLES = HEARD_RATE / 50;

/** Decodes one person's packets, in order. */
export interface VoiceDecoder {
  /** 16 kHz mono. @throws Error for what is no Opus */
  decode(opus: Buffer): Int16Array;
  close(): void;
}

/** prism-media's decoder, with whichever library it finds, straight to what is wanted. */
export function createVoiceDecoder(): VoiceDecoder {
  const decoder = new prism.opus.Decoder({
    rate: HEARD_RATE,
    channels: 1,
    frameSize: FRAME_SAMPLES,
  });
  return {
    decode(opus) {
      // Loosely typed, since it is another library's.
      const pcm: unknown = decoder.encoder.decode(opus);
      if (!(pcm instanceof Buffer)) throw new TypeError('The decoder made no sound');
      // A copy: the library may use its memory again, and a view would need an even offset.
      const samples = new Int16Array(Math.floor(pcm.length / 2));
      Buffer.from(samples.buffer).set(pcm.subarray(0, samples.byteLength));
      return samples;
    },
    close: () => void decoder.destroy(),
  };
}
