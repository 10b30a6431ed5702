/** Google's endpoint, without the key. */
export const GOOGLE_LIVE_URL =
  'wss://generativelanguage.googleapis.com/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent';

export const DEFAULT_LIVE_MODEL = 'models/gemini-3.8-live';
/** One of Google's prebuilt voices. */
export const DEFAULT_LIVE_VOICE = 'Puck';
/** Three servers with somebody who speaks, and a second one in one of them. */
export const DEFAULT_LIVE_SESSIONS = 4;
/** Of speech, a server: some 60 turns, and 60 cents by Google's prices. */
export const DEFAULT_LIVE_MINUTES_PER_HOUR = 10;
