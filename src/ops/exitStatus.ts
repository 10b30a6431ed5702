/** Something may be better at the next start. */
const FAILED = 1;
/** EX_CONFIG of sysexits.h: it will not be better before a person has mended something. */
export const NEEDS_A_PERSON = 78;

/** After these a start by itself is in vain; docs/self-hosting.md says what to do about each. */
const FOR_A_PERSON: ReadonlySet<string> = new Set([
  'cluster.denied',
  'config.invalid',
  'data.unwritable',
  'discord.bad-token',
  'discord.dev-guild',
  'discord.intents',
  'store.corrupt',
  'store.foreign',
  'store.newer',
  'store.unavailable',
]);

/** The status to end with because of a failure: what starts programs again may be told to mind it. */
export function exitStatusOf(code: string): number {
  return FOR_A_PERSON.has(code) ? NEEDS_A_PERSON : FAILED;
}
