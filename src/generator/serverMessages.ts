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

/** Written around the base64: escaping half a megabyte that needs none would take a millisecond. */
export function audioMessage(pcm: Int16Array, source: SourceMetadata): Buffer {
  const data = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString('base64');
  const rest = JSON.stringify({
    mimeType: MIME_TYPE,
    sourceMetadata: {
      clientContent: { weightedPrompts: source.prompts },
      musicGenerationConfig: source.config,
    },
  });
  return Buffer.from(`{"serverContent":{"audioChunks":[{"data":"${data}",${rest.slice(1)}]}}`);
}

function encoded(message: unknown): Buffer {
  return Buffer.from(JSON.stringify(message));
}
