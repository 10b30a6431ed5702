/** Why a vote, a proposal or a drop was not taken. */
export type Refusal =
  | 'not-listening'
  | 'djs-only'
  | 'no-such-candidate'
  | 'filtered'
  | 'full'
  | 'own-limit'
  | 'not-yours'
  | 'last-candidate'
  | 'empty-prompt'
  | 'prompt-too-long'
  /** The server has blocked a word of it. */
  | 'unwanted'
  | 'no-prompt'
  | 'too-many-prompts';

/** What to tell the member, without anything a member typed. */
export const REFUSAL_TEXTS: Readonly<Record<Refusal, string>> = {
  'not-listening': 'Join the voice channel and undeafen to take part.',
  'djs-only': 'Only DJs vote on this server. Ask one of them.',
  'no-such-candidate': 'That prompt is no longer up for a vote. Open a fresh panel to see what is.',
  filtered: 'The music service refuses that prompt. Try to say it in other words.',
  full: 'All places are taken and every prompt has supporters. Vote one down or try again later.',
  'own-limit': 'You have your share of prompts in already. Drop one to propose another.',
  'not-yours': 'Only a DJ or whoever proposed it can drop it. You can vote it down.',
  'last-candidate': 'That is all there is to play. Propose something else first.',
  'empty-prompt': 'Say what you would like to hear, such as “dreamy pads”.',
  'prompt-too-long': 'That is too long. A few words work best, 200 characters at most.',
  unwanted: 'This server does not want that word. Say it in other words.',
  'no-prompt': 'Name at least one thing to play, not only things to steer away from.',
  'too-many-prompts':
    'That is too much at once. Eight prompts are the most; two to four work best.',
};

export type Refused = { readonly ok: false; readonly refusal: Refusal };

export function refused(refusal: Refusal): Refused {
  return { ok: false, refusal };
}
