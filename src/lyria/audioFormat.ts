import type { PcmFormat } from '../audio/resample/Resampler.ts';

/** What Lyria documents, and what is taken for granted where a MIME type leaves it out. */
export const DOCUMENTED_FORMAT: PcmFormat = { rate: 48_000, channels: 2 };

/** Rates of sound, in Hz: outside of this a number means something else. */
const RATES = { least: 4_000, most: 384_000 } as const;

/** Linear 16-bit samples under each of their names. Lyria's are little-endian whatever they say. */
const TYPES = /^(?:audio\/)?(?:x-)?(?:l16|pcm|raw)$/;
const RATE_NAMES = ['rate', 'samplerate', 'frequency'];
const CHANNEL_NAMES = ['channels', 'channel', 'channelcount', 'numchannels', 'ch'];
const BIT_NAMES = ['bits', 'bitdepth', 'bitspersample', 'depth', 'samplesize', 'width'];
const CODEC_NAMES = ['codec', 'codecs', 'encoding', 'format', 'sampleformat'];
/** Of a codec: whatever says no more than that it is 16-bit PCM. */
const LINEAR =
  /^(?:lpcm|pcm|l16|linear16|linear|(?:pcm_)?s(?:igned)?[-_]?(?:int|integer)?16(?:[-_]?le)?|signed(?:[-_ ]?int(?:eger)?)?)$/;

/**
 * Reads a MIME type such as `audio/l16;rate=48000;channels=2`: parameters in any order and case, in
 * quotes or not. Undefined when it names what cannot be played.
 */
export function readAudioFormat(mimeType: string): PcmFormat | undefined {
  const [type = '', ...parameters] = mimeType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  if (!TYPES.test(type)) return undefined;
  const given = new Map(
    parameters.map((parameter) => {
      const [name = '', ...value] = parameter.split('=');
      return [name.replace(/[\s_-]/g, ''), unquoted(value.join('='))] as const;
    }),
  );
  const named = (names: readonly string[]): string | undefined =>
    names.map((name) => given.get(name)).find((value) => value !== undefined);
  const codec = named(CODEC_NAMES);
  if (Number(named(BIT_NAMES) ?? 16) !== 16) return undefined;
  if (codec !== undefined && !LINEAR.test(codec)) return undefined;
  const rate = Number(named(RATE_NAMES) ?? DOCUMENTED_FORMAT.rate);
  const channels = channelsOf(named(CHANNEL_NAMES));
  if (!Number.isInteger(rate) || rate < RATES.least || rate > RATES.most) return undefined;
  return channels === undefined ? undefined : { rate, channels };
}

/** More than two channels would have to be mixed, and nobody says which is which. */
function channelsOf(value: string | undefined): 1 | 2 | undefined {
  if (value === undefined) return DOCUMENTED_FORMAT.channels;
  if (value === 'mono' || Number(value) === 1) return 1;
  return value === 'stereo' || Number(value) === 2 ? 2 : undefined;
}

function unquoted(text: string): string {
  return text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
}

export function isDocumentedFormat({ rate, channels }: PcmFormat): boolean {
  return rate === DOCUMENTED_FORMAT.rate && channels === DOCUMENTED_FORMAT.channels;
}
