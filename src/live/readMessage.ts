import { Resampler } from '../audio/resample/Resampler.ts';
import { liftAudio } from '../lyria/liftAudio.ts';
import { decodePcm } from '../lyria/pcm.ts';
import { type LiveServerMessage, serverMessageSchema } from './serverMessages.ts';
import { SPOKEN_RATE } from './session.ts';

/** A message, with the speech in it decoded: 24 kHz mono. */
export interface ReadLiveMessage extends LiveServerMessage {
  readonly speech: readonly Int16Array[];
}

const PCM = /^audio\/(?:pcm|l16)\b/i;
const RATE = /\brate=(\d{4,6})\b/i;
/** What a service may name as a rate of speech. */
const LEAST_RATE = 8_000;
const HIGHEST_RATE = 96_000;

/**
 * Reads a frame, binary (as Google sends) or text alike. Never throws: undefined where nothing in it
 * can be used.
 */
export function readMessage(bytes: Buffer): ReadLiveMessage | undefined {
  const { json, base64Of } = liftAudio(bytes);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const parsed = serverMessageSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const parts = parsed.data.serverContent?.modelTurn?.parts ?? [];
  const speech = parts.flatMap(({ inlineData }) => {
    if (inlineData === undefined) return [];
    const rate = rateOf(inlineData.mimeType);
    const decoded = decodePcm(base64Of(inlineData.data), 1);
    return rate === undefined || !decoded.ok ? [] : [atSpokenRate(decoded.pcm, rate)];
  });
  return { ...parsed.data, speech };
}

/** Undefined where it is nothing that can be played. */
function rateOf(mimeType: string): number | undefined {
  if (!PCM.test(mimeType)) return undefined;
  const rate = Number(RATE.exec(mimeType)?.[1] ?? SPOKEN_RATE);
  return rate >= LEAST_RATE && rate <= HIGHEST_RATE ? rate : undefined;
}

/** Chunk by chunk: another rate than the documented one is a fault, and is to be understood, not admired. */
function atSpokenRate(pcm: Int16Array, rate: number): Int16Array {
  if (rate === SPOKEN_RATE || pcm.length === 0) return pcm;
  const resampler = new Resampler({ rate, channels: 1 }, SPOKEN_RATE);
  resampler.push(pcm);
  resampler.end();
  const stereo = new Int16Array(2 * resampler.availablePairs);
  resampler.pull(stereo, 0, stereo.length >> 1);
  return stereo.filter((_sample, at) => at % 2 === 0);
}
