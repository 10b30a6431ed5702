import prism from 'prism-media';

/** What the Live API takes: mono, in Hz. */
export const HEARD_RATE = 16_000;
const FRAME_SAMPLES = HEARD_RATE / 50;

/** Decodes one person's packets, in order. */
export interface VoiceDecoder {
  /** 16 kHz mono. @throws Error for what is no Opus */
  decode(opus: Buffer): Int16Array;
  /** What most likely was in as many packets that got lost here: it fades out within 100 ms. */
  conceal(packets: number): Int16Array;
  close(): void;
}

/** Opus takes no packet for a lost one, and makes up what was in it. */
const LOST = Buffer.alloc(0);

/** prism-media's decoder, with whichever library it finds, straight to what is wanted. */
export function createVoiceDecoder(): VoiceDecoder {
  const decoder = new prism.opus.Decoder({
    rate: HEARD_RATE,
    channels: 1,
    frameSize: FRAME_SAMPLES,
  });
  const decode = (opus: Buffer): Int16Array => {
    // Loosely typed, since it is another library's.
    const pcm: unknown = decoder.encoder.decode(opus);
    if (!(pcm instanceof Buffer)) throw new TypeError('The decoder made no sound');
    // A copy: the library may use its memory again, and a view would need an even offset.
    const samples = new Int16Array(Math.floor(pcm.length / 2));
    Buffer.from(samples.buffer).set(pcm.subarray(0, samples.byteLength));
    return samples;
  };
  return {
    decode,
    conceal(packets) {
      const samples = new Int16Array(packets * FRAME_SAMPLES);
      try {
        // It makes up 360 ms at once, whatever is wanted.
        samples.set(decode(LOST).subarray(0, samples.length));
      } catch {
        // Before anything was heard there is nothing to go on: silence.
      }
      return samples;
    },
    close: () => void decoder.destroy(),
  };
}
