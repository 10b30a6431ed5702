import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { type Told, tell } from '#src/texts/texts.ts';
import { type MixPiece, mixPieceSchema } from './savedMix.ts';

/**
 * A mix as a short code that can be posted, typed and opened on another server:
 * `lyre1-` and, in base 36, a 1 (so that no zero in front gets lost), a CRC-32 of what follows, and
 * JSON, `[["Techno",667,"Piano",333],{"bpm":128}]`, deflated with the words below. Digits and letters
 * alone survive Discord's markdown and any case.
 */
const VERSION = 1;
const MARK = /^lyre(\d{1,6})-(.*)$/isu;
/** As long as the option that codes are typed into takes. */
export const MAX_CODE_LENGTH = 500;
/** More than any mix that fits into a code comes to; hostile ones come to gigabytes. */
const MOST_JSON_BYTES = 16_384;
const BASE = 36;
const MARKER = 1;
const CRC_BYTES = 4;
/** Weights are whole thousandths. */
const THOUSANDTHS = 1_000;
/** Around a code that was copied out of a message. */
const WRAPPING = /^[\s`*_"'<(]+|[\s`*_"'>).,]+$/gu;

/** What is likely in a mix. Part of version 1: never edited. */
const WORDS = Buffer.from(
  [
    'Acid Jazz|Afrobeat|Alternative Country|Baroque|Bengal Baul|Bhangra|Bluegrass|Blues Rock|',
    'Bossa Nova|Breakbeat|Celtic Folk|Chillout|Chiptune|Classic Rock|Contemporary R&B|Cumbia|',
    'Deep House|Disco Funk|Drum & Bass|Dubstep|EDM|Electro Swing|Funk Metal|G-funk|Garage Rock|',
    'Glitch Hop|Grime|Hyperpop|Indian Classical|Indie Electronic|Indie Folk|Indie Pop|Irish Folk|',
    'Jam Band|Jamaican Dub|Jazz Fusion|Latin Jazz|Lo-Fi Hip Hop|Marching Band|Merengue|',
    'New Jack Swing|Minimal Techno|Moombahton|Neo-Soul|Orchestral Score|Piano Ballad|Polka|',
    'Post-Punk|60s Psychedelic Rock|Psytrance|R&B|Reggae|Reggaeton|Renaissance Music|Salsa|',
    'Shoegaze|Ska|Surf Rock|Synthpop|Techno|Trance|Trap Beat|Trip Hop|Vaporwave|Witch house|',
    '303 Acid Bass|808 Hip Hop Beat|Accordion|Alto Saxophone|Bagpipes|Balalaika Ensemble|Banjo|',
    'Bass Clarinet|Bongos|Boomy Bass|Bouzouki|Buchla Synths|Cello|Charango|Clavichord|',
    'Conga Drums|Didgeridoo|Dirty Synths|Djembe|Drumline|Dulcimer|Fiddle|Flamenco Guitar|',
    'Funk Drums|Glockenspiel|Guitar|Hang Drum|Harmonica|Harp|Harpsichord|Hurdy-gurdy|Kalimba|',
    'Koto|Lyre|Mandolin|Maracas|Marimba|Mbira|Mellotron|Metallic Twang|Moog Oscillations|Ocarina|',
    'Persian Tar|Pipa|Precision Bass|Ragtime Piano|Rhodes Piano|Shamisen|Shredding Guitar|Sitar|',
    'Slide Guitar|Smooth Pianos|Spacey Synths|Steel Drum|Synth Pads|Tabla|TR-909 Drum Machine|',
    'Trumpet|Tuba|Vibraphone|Viola Ensemble|Warm Acoustic Guitar|Woodwinds|Acoustic Instruments|',
    'Ambient|Bright Tones|Chill|Crunchy Distortion|Danceable|Dreamy|Echo|Emotional|',
    'Ethereal Ambience|Experimental|Fat Beats|Funky|Glitchy Effects|Huge Drop|Live Performance|',
    'Lo-fi|Ominous Drone|Psychedelic|Rich Orchestration|Saturated Tones|Subdued Melody|',
    'Sustained Chords|Swirling Phasers|Tight Groove|Unsettling|Upbeat|Virtuoso|Weird Noises|',
    '","muteDrums":true,"muteBass":true,"onlyBassAndDrums":true,"musicGenerationMode":"DIVERSITY',
    'VOCALIZATION","guidance":,"temperature":1.,"topK":,"seed":,"scale":"_MAJOR__MINOR',
    ',"density":0.,"brightness":0.[["",500,"",1000],{}]",333],{"bpm":12',
  ].join(''),
);

const entries = z.array(z.union([z.string(), z.int()])).transform((flat) => {
  const pairs: { text: unknown; weight: number }[] = [];
  for (let at = 0; at < flat.length; at += 2) {
    pairs.push({ text: flat[at], weight: Number(flat[at + 1]) / THOUSANDTHS });
  }
  return pairs;
});
const payload = z
  .tuple([entries, z.unknown()])
  .transform(([prompts, config]) => ({ prompts, config }))
  .pipe(mixPieceSchema);

/** Undefined: its prompts are too long for a code. */
export function mixCode({ prompts, config }: MixPiece): string | undefined {
  const flat = prompts.flatMap(({ text, weight }) => [text, thousandths(weight)]);
  const deflated = deflateRawSync(JSON.stringify([flat, config]), { dictionary: WORDS, level: 9 });
  const sum = Buffer.alloc(1 + CRC_BYTES, MARKER);
  sum.writeUInt32BE(crc32(deflated), 1);
  const number = BigInt(`0x${Buffer.concat([sum, deflated]).toString('hex')}`);
  const code = `lyre${VERSION}-${number.toString(BASE)}`;
  return code.length <= MAX_CODE_LENGTH ? code : undefined;
}

/** A weight that is not 0 never becomes it. */
function thousandths(weight: number): number {
  return Math.round(weight * THOUSANDTHS) || Math.sign(weight);
}

export type OpenedCode =
  | { readonly ok: true; readonly piece: MixPiece }
  /** In words for whoever typed it. */
  | { readonly ok: false; readonly text: Told };

const DAMAGED: OpenedCode = {
  ok: false,
  text: tell('mix.code.damaged'),
};
const NEWER: OpenedCode = {
  ok: false,
  text: tell('mix.code.newer'),
};

/** What a code stands for; undefined: what was typed is meant for none. Takes anything. */
export function openMixCode(typed: string): OpenedCode | undefined {
  const [, version, digits = ''] = MARK.exec(typed.replace(WRAPPING, '')) ?? [];
  if (version === undefined) return undefined;
  if (Number(version) > VERSION) return NEWER;
  if (Number(version) < VERSION || digits.length > MAX_CODE_LENGTH) return DAMAGED;
  const deflated = bytesOf(digits.toLowerCase());
  if (deflated === undefined) return DAMAGED;
  try {
    const json = inflateRawSync(deflated, { dictionary: WORDS, maxOutputLength: MOST_JSON_BYTES });
    const read = payload.safeParse(JSON.parse(json.toString()));
    return read.success ? { ok: true, piece: read.data } : DAMAGED;
  } catch {
    return DAMAGED;
  }
}

/** What the digits stand for, without marker and checksum; undefined: those are not right. */
function bytesOf(digits: string): Buffer | undefined {
  if (!/^[0-9a-z]+$/u.test(digits)) return undefined;
  let number = 0n;
  for (const digit of digits) number = number * BigInt(BASE) + BigInt(Number.parseInt(digit, BASE));
  const hex = number.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  if (bytes.length <= 1 + CRC_BYTES || bytes[0] !== MARKER) return undefined;
  const deflated = bytes.subarray(1 + CRC_BYTES);
  return bytes.readUInt32BE(1) === crc32(deflated) ? deflated : undefined;
}
