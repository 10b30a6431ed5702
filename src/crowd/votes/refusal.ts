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

export type Refused = { readonly ok: false; readonly refusal: Refusal };

export function refused(refusal: Refusal): Refused {
  return { ok: false, refusal };
}
