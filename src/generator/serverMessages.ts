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

const AUDIO_HEAD = Buffer.from('{"serverContent":{"audioChunks":[{"data":"');

/**
 * Put together around the base64: to escape half a megabyte that needs none, and to join it with
 * the rest as text, would take the event loop a millisecond.
 */
export function audioMessage(pcm: Int16Array, source: SourceMetadata): Buffer {
  const data = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString('base64');
  const rest = JSON.stringify({
    mimeType: MIME_TYPE,
    sourceMetadata: {
      clientContent: { weightedPrompts: source.prompts },
      musicGenerationConfig: source.config,
    },
  });
  return Buffer.concat([
    AUDIO_HEAD,
    Buffer.from(data, 'latin1'),
    Buffer.from(`",${rest.slice(1)}]}}`),
  ]);
}

function encoded(message: unknown): Buffer {
  return Buffer.from(JSON.stringify(message));
}
