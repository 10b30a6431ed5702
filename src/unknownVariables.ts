import { VARIABLE_NAMES, type VariableName } from './environment.ts';
import { editDistance } from './words/lexicon/editDistance.ts';

/** What other programs and guides call the same. */
const ALSO_CALLED: Readonly<Record<string, VariableName>> = {
  BOT_TOKEN: 'DISCORD_TOKEN',
  DISCORD_KEY: 'DISCORD_TOKEN',
  DISCORD_SECRET: 'DISCORD_TOKEN',
  LYRIA_API_KEY: 'GEMINI_API_KEY',
  LYRIA_KEY: 'GEMINI_API_KEY',
};

/** Names that start like this are hardly meant for another program. */
const OURS = /^(?:DISCORD|GEMINI|LYRIA|LYREBIRD|BRIDGE|EMPTY|HEALTH|CLUSTER)_?/;
/** So many letters may be wrong, missing or swapped; in short names that many programs use, one. */
const MOST_SLIPS = 2;
const SHORT_NAME = 9;
/** Longer names, and odd ones, are not repeated: they might be a secret on the wrong side of a =. */
const REPEATABLE = /^[\w .-]{1,40}$/;

/** A variable that the program does not know, but whoever set it may have meant it for it. */
export interface UnknownVariable {
  readonly name: string;
  /** What was meant, as far as can be guessed. */
  readonly meant?: VariableName;
  /** Nobody else calls one of theirs so. */
  readonly isOurs: boolean;
}

/** @param names of all variables, those of other programs included */
export function unknownVariables(names: readonly string[]): readonly UnknownVariable[] {
  const known = new Set<string>(VARIABLE_NAMES);
  return names
    .filter((name) => !known.has(name) && REPEATABLE.test(name))
    .flatMap((name): UnknownVariable[] => {
      const plain = canonical(name);
      const misspelt = nearest(plain);
      const meant = misspelt ?? ALSO_CALLED[plain] ?? oneWordAway(plain);
      const looksOurs = OURS.test(plain);
      if (meant === undefined) return looksOurs ? [{ name, isOurs: false }] : [];
      return [{ name, meant, isOurs: OURS.test(meant) && (looksOurs || misspelt !== undefined) }];
    });
}

/** `export discord-token` is DISCORD_TOKEN, spelt as a shell or another file would have it. */
function canonical(name: string): string {
  return name
    .toUpperCase()
    .replace(/^(?:EXPORT|SET)\s+/, '')
    .replace(/[\s.-]+/g, '_');
}

function nearest(plain: string): VariableName | undefined {
  const [best] = VARIABLE_NAMES.map((known) => {
    const most = known.length > SHORT_NAME ? MOST_SLIPS : 1;
    const slips = editDistance(plain, known, most);
    return { known, slips, isNear: slips <= most };
  })
    .filter(({ isNear }) => isNear)
    .sort((a, b) => a.slips - b.slips);
  return best?.known;
}

/** DISCORD_BOT_TOKEN for DISCORD_TOKEN, GEMINI_KEY for GEMINI_API_KEY. */
function oneWordAway(plain: string): VariableName | undefined {
  return VARIABLE_NAMES.find((known) => {
    const [shorter = [], longer = []] = [plain.split('_'), known.split('_')].sort(
      (a, b) => a.length - b.length,
    );
    if (shorter.length < 2 || longer.length !== shorter.length + 1) return false;
    return longer.some((_word, left) => longer.toSpliced(left, 1).join('_') === shorter.join('_'));
  });
}
