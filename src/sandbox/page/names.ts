const NAMES = [
  'Eve',
  'Finn',
  'Gia',
  'Hugo',
  'Iris',
  'Jon',
  'Kaya',
  'Liam',
  'Mira',
  'Noah',
  'Olga',
  'Pia',
  'Quinn',
  'Rosa',
  'Sam',
  'Tara',
  'Uma',
  'Vito',
  'Wren',
  'Xena',
  'Yuri',
  'Zoe',
] as const;

/** A name that nobody has yet. */
export function nextName(taken: ReadonlySet<string>): string {
  for (let round = 1; ; round++) {
    for (const name of NAMES) {
      const candidate = round === 1 ? name : `${name} ${round}`;
      if (!taken.has(candidate)) return candidate;
    }
  }
}
