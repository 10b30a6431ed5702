import { think } from '#src/generator/live/mind.ts';

const TOOLS = new Set([
  'change_mix',
  'set_controls',
  'vote',
  'take_back',
  'start_over',
  'what_is_playing',
]);

/** What the stand-in would call, in the writing of `SENTENCES`. */
export function meaningOf(text: string): string {
  return think(text, TOOLS)
    .flatMap(({ name, args }) => {
      const each = Object.entries(args).flatMap(([key, value]) =>
        [value].flat().map((one) => `${name} ${key} ${one}`),
      );
      return each.length === 0 ? [name] : each;
    })
    .join('; ');
}
