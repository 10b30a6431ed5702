import type { LyriaFailure } from './failure.ts';
import { lyriaFailure } from './failureTexts.ts';

/** Google's endpoint, without the key. */
export const GOOGLE_LYRIA_URL =
  'wss://generativelanguage.googleapis.com/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateMusic';

/** The only real-time music model there is. */
export const DEFAULT_LYRIA_MODEL = 'models/lyria-realtime-exp';

/** The parameter of the query string in which Google takes the key; there is no header for it. */
const KEY_PARAMETER = 'key';

/** Where to connect. `address` holds the key: it goes to the socket and nowhere else. */
export type Endpoint =
  | {
      readonly ok: true;
      readonly address: URL;
      /** What logs and failures may say instead of the address. */
      readonly host: string;
      /** What must never be told, wherever it turns up. */
      readonly secrets: readonly string[];
    }
  | { readonly ok: false; readonly failure: LyriaFailure };

export function endpoint(url: string, apiKey: string | undefined): Endpoint {
  const address = URL.parse(url);
  if (address === null || !['ws:', 'wss:'].includes(address.protocol) || address.hash !== '') {
    const detail = 'its address is not a ws:// or wss:// URL without a fragment.';
    return { ok: false, failure: lyriaFailure('lyria.unreachable', detail, 'never') };
  }
  if (apiKey !== undefined) address.searchParams.set(KEY_PARAMETER, apiKey);
  const secrets = [address.searchParams.get(KEY_PARAMETER), address.password]
    .filter((secret) => secret !== null)
    .filter((secret) => secret !== '');
  return { ok: true, address, host: address.host, secrets };
}
