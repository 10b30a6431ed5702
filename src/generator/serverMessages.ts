import type { SourceMetadata } from '../music/controls.ts';

const MIME_TYPE = 'audio/l16;rate=48000;channels=2';

export function setupCompleteMessage(): Buffer {
  return encoded({ setupComplete: {} });
}

export function warningMessage(warning: string): Buffer {
  return encoded({ warning });
}

export function filteredPromptMessage(text: string, filteredReason: string): Buffer {
  return encoded({ filteredPrompt: { text, filteredReason } });
}

export type Base64Style = 'plain' | 'lines' | 'url';

/** MIME's own length of a line (RFC 2045). */
const LINES = /.{1,76}/g;
/** Whole groups of three, whose text is little enough for the part of the heap that is used over and over. */
const PIECE_BYTES = 36_864;

/** One chunk of audio in a message. */
export interface AudioPiece {
  /** 16-bit little-endian samples. */
  readonly data: Buffer;
  /** Lyria's own format unless given. */
  readonly mimeType?: string;
  /** In one line unless given. */
  readonly base64?: Base64Style;
}

const AUDIO_HEAD = Buffer.from('{"serverContent":{"audioChunks":[');
const AUDIO_TAIL = Buffer.from(']}}');

/**
 * Put together around the base64: to escape half a megabyte that needs none, and to join it with
 * the rest as text, would take the event loop a millisecond, and leave three times as much behind.
 */
export function audioMessage(pieces: readonly AudioPiece[], source: SourceMetadata): Buffer {
  const sourceMetadata = {
    clientContent: { weightedPrompts: source.prompts },
    musicGenerationConfig: source.config,
  };
  const chunks = pieces.flatMap(({ data, mimeType = MIME_TYPE, base64 = 'plain' }, index) => {
    const rest = JSON.stringify({ mimeType, sourceMetadata });
    return [
      Buffer.from(`${index === 0 ? '' : ','}{"data":"`),
      ...written(data, base64),
      Buffer.from(`",${rest.slice(1)}`),
    ];
  });
  const parts = [AUDIO_HEAD, ...chunks, AUDIO_TAIL];
  const message = Buffer.allocUnsafe(parts.reduce((bytes, part) => bytes + part.length, 0));
  let at = 0;
  for (const part of parts) {
    if (typeof part === 'string') at += message.write(part, at, 'latin1');
    else at += part.copy(message, at);
  }
  return message;
}

/** As it stands in JSON, where a line break is two characters; piece by piece. */
function written(data: Buffer, style: Base64Style): string[] {
  if (style === 'lines') return [data.toString('base64').match(LINES)?.join('\\r\\n') ?? ''];
  const encoding = style === 'url' ? 'base64url' : 'base64';
  return Array.from({ length: Math.ceil(data.length / PIECE_BYTES) }, (_, piece) =>
    data.toString(encoding, piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES),
  );
}

function encoded(message: unknown): Buffer {
  return Buffer.from(JSON.stringify(message));
}
