import { z } from 'zod';
import { type Told, tell } from '#src/texts/texts.ts';
import { mixNameSchema, mixPieceSchema, type SavedMix } from './savedMix.ts';

/** All mixes of a server come to a tenth of it. */
export const MOST_FILE_BYTES = 512 * 1_024;
const FORMAT = 'lyrebird-mixes';
const VERSION = 1;

const namedPieceSchema = mixPieceSchema.extend({ name: mixNameSchema });
type NamedPiece = z.output<typeof namedPieceSchema>;

const fileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.int().positive(),
  mixes: z.array(z.unknown()),
});

/** Mixes as JSON that people can read: what they play, not who saved them. */
export function mixesFile(mixes: readonly SavedMix[]): string {
  const pieces = mixes.map(({ name, prompts, config }) => ({ name, prompts, config }));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, mixes: pieces }, null, 2)}\n`;
}

/** What a file holds; of a mix that makes no sense, that there is one. Takes anything. */
export function readMixesFile(bytes: Uint8Array):
  | { readonly ok: true; readonly mixes: readonly NamedPiece[]; readonly unreadable: number }
  /** In words for whoever sent it. */
  | { readonly ok: false; readonly text: Told } {
  const file = fileSchema.safeParse(jsonOf(bytes));
  if (!file.success) {
    return { ok: false, text: tell('mix.file.unknown') };
  }
  if (file.data.version > VERSION) {
    return { ok: false, text: tell('mix.file.newer') };
  }
  const read = file.data.mixes.map((mix) => namedPieceSchema.safeParse(mix));
  const mixes = read.flatMap(({ success, data }) => (success ? [data] : []));
  return { ok: true, mixes, unreadable: read.length - mixes.length };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
