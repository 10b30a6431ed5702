import type { SourceMetadata } from '../lyria/controls.ts';

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

/** One chunk of audio in a message. */
export interface AudioPiece {
  /** 16-bit little-endian samples. */
  readonly data: Buffer;
  /** Lyria's own format unless given. */
  readonly mimeType?: string;
}

const AUDIO_HEAD = Buffer.from('{"serverContent":{"audioChunks":[');
const AUDIO_TAIL = Buffer.from(']}}');

/**
 * Put together around the base64: to escape half a megabyte that needs none, and to join it with
 * the rest as text, would take the event loop a millisecond.
 */
export function audioMessage(pieces: readonly AudioPiece[], source: SourceMetadata): Buffer {
  const sourceMetadata = {
    clientContent: { weightedPrompts: source.prompts },
    musicGenerationConfig: source.config,
  };
  const chunks = pieces.flatMap(({ data, mimeType = MIME_TYPE }, index) => {
    const rest = JSON.stringify({ mimeType, sourceMetadata });
    return [
      Buffer.from(`${index === 0 ? '' : ','}{"data":"`),
      Buffer.from(data.toString('base64'), 'latin1'),
      Buffer.from(`",${rest.slice(1)}`),
    ];
  });
  return Buffer.concat([AUDIO_HEAD, ...chunks, AUDIO_TAIL]);
}

function encoded(message: unknown): Buffer {
  return Buffer.from(JSON.stringify(message));
}
