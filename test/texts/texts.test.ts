import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, test } from 'vitest';
import { commands, lyriaCommand } from '#commands/index.ts';
import { commandForm } from '#src/sandbox/validation/commands.ts';
import {
  catalogueOf,
  DISCORD_LOCALES,
  ENGLISH,
  LANGUAGES,
  type Language,
  type TextId,
} from '#src/texts/texts.ts';

const IDS = Object.keys(catalogueOf('en')) as TextId[];

/** `name` of what is filled in, `count#` of what is counted by. */
function placeholders(elements: readonly MessageFormatElement[]): readonly string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.argument) return [element.value];
    if (element.type !== TYPE.plural) return [];
    const branches = Object.values(element.options).flatMap(({ value }) => placeholders(value));
    return [`${element.value}#`, ...branches];
  });
}

function pluralsIn(elements: readonly MessageFormatElement[]): readonly (readonly string[])[] {
  return elements.flatMap((one) => (one.type === TYPE.plural ? [Object.keys(one.options)] : []));
}

function parsed(message: string): MessageFormatElement[] {
  return parse(message, { ignoreTag: true });
}

/** As the compiler reads them in `placeholders.ts`. */
function asTyped(message: string): readonly string[] {
  return [...message.matchAll(/\{/gu)]
    .map(({ index }) => message.slice(index + 1))
    .flatMap((rest) => {
      const inside = rest.slice(0, rest.indexOf('}'));
      const [, counted] = /^([^,]*), plural,/u.exec(inside) ?? [];
      if (counted !== undefined) return [`${counted}#`];
      return inside === '' || /[ #{]/u.test(inside) ? [] : [inside];
    });
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();

describe.each(LANGUAGES)('%s', (language) => {
  const catalogue = catalogueOf(language);

  test('has each text, with the placeholders that the English one has', () => {
    expect(Object.keys(catalogue).toSorted()).toEqual(IDS.toSorted());
    for (const id of IDS) {
      const own = unique(placeholders(parsed(catalogue[id])));
      expect([id, ...own]).toEqual([id, ...unique(placeholders(parsed(catalogueOf('en')[id])))]);
      if (language === 'en') expect([id, ...unique(asTyped(catalogue[id]))]).toEqual([id, ...own]);
    }
  });

  test('has all plural forms that it tells apart', () => {
    const rules = new Intl.PluralRules(language);
    const needed = new Set(Array.from({ length: 1_000 }, (_, count) => rules.select(count)));
    for (const id of IDS) {
      for (const forms of pluralsIn(parsed(catalogue[id]))) {
        expect([id, ...forms]).toEqual(expect.arrayContaining([...needed, 'other']));
      }
    }
  });

  test('quotes nothing that the library would take for its own', () => {
    for (const id of IDS) {
      expect([id, catalogue[id]]).not.toEqual([id, expect.stringMatching(/'[{}]|[{}]'|''/u)]);
    }
  });

  test('has no text that is empty, or longer than half a message', () => {
    for (const id of IDS) {
      expect([id, catalogue[id].trim()]).toEqual([id, catalogue[id]]);
      expect(catalogue[id].length).toBeGreaterThan(0);
      expect([id, catalogue[id].length <= 1_000]).toEqual([id, true]);
    }
  });
});

test('counts, lists and fills in', () => {
  expect(ENGLISH.say('mix.file.added', { count: 1 })).toBe('1 mix added.');
  expect(ENGLISH.say('mix.file.added', { count: 2 })).toBe('2 mixes added.');
  const names = [{ id: 'permission.view' }, { id: 'permission.speak' }] as const;
  const channelId = '1';
  expect(ENGLISH.say('place.permissions', { count: 2, names, channelId })).toBe(
    'I need the permissions **View Channel** and **Speak** in <#1>. Please ask somebody who manages this server.',
  );
});

test('the compiler refuses wrong ids and placeholders', () => {
  // @ts-expect-error there is no such text
  expect(() => ENGLISH.say('panel.nonsense')).not.toThrow();
  // @ts-expect-error a placeholder is missing
  expect(ENGLISH.say('panel.heard')).toBe('**You hear:** {sound}');
  // @ts-expect-error a placeholder is misspelt
  expect(() => ENGLISH.say('panel.heard', { sond: 'x' })).toThrow();
  // @ts-expect-error one counts by numbers
  expect(ENGLISH.say('mix.file.added', { count: '2' })).toContain('added');
});

test('each text is used', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const files = [
    ...globSync('src/**/*.ts', { cwd: root }),
    ...globSync('commands/**/*.ts', { cwd: root }),
  ];
  const code = files
    .filter((file) => !file.startsWith('src/texts/languages/'))
    .map((file) => readFileSync(`${root}${file}`, 'utf8'))
    .join('\n');
  const made = [...code.matchAll(/`((?:[a-z-]+\.)+[^`\s]*\$\{[^`\s]+)`/gu)].map(
    ([, template = '']) =>
      new RegExp(`^${template.replace(/[.]/gu, '\\.').replace(/\$\{[^}]+\}/gu, '[\\w.-]+')}$`, 'u'),
  );
  const unused = IDS.filter(
    (id) =>
      !code.includes(`'${id}'`) &&
      !code.includes(`'${id.replace(/\.(?:name|description)$/u, '')}'`) &&
      !made.some((template) => template.test(id)),
  );
  expect(unused).toEqual([]);
});

/** Discord's own: https://discord.com/developers/docs/components/reference. */
const MOST: readonly (readonly [pattern: RegExp, most: number])[] = [
  [/^(?:command|option)\..*\.name$|^control\.\w+\.option$/u, 32],
  [/^(?:command|option)\..*\.description$|^choice\./u, 100],
  // 80; on a phone five of them have to fit into two rows.
  [/^panel\.button\./u, 14],
  [/^panel\.propose\.(?:title|label)$/u, 45],
  [/^panel\.(?:presets|propose\.example)$/u, 100],
  [/^preset\./u, 40],
];

describe.each(LANGUAGES)('in Discord, %s', (language: Language) => {
  const catalogue = catalogueOf(language);

  test.each(MOST)('%s has %d characters at most', (pattern, most) => {
    const long = IDS.filter((id) => pattern.test(id) && catalogue[id].length > most);
    expect(long).toEqual([]);
    expect(IDS.some((id) => pattern.test(id))).toBe(true);
  });

  test('names of commands are told apart, and texts call them so', () => {
    const names = new Set(
      [...commands.keys()].map((path) =>
        path
          .split(' ')
          .map((_, index, all) => all.slice(0, index + 1).join('.'))
          .map((id) => catalogue[`command.${id}.name` as TextId])
          .join(' '),
      ),
    );
    expect(names.size).toBe(commands.size);
    for (const id of IDS) {
      for (const [, said = ''] of catalogue[id].matchAll(/`\/lyria ([^`]+)`/gu)) {
        const known = [...names].some((name) => said === name || said.startsWith(`${name} `));
        expect([id, said, known]).toEqual([id, said, true]);
      }
    }
  });
});

interface Shown {
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string | null>> | null;
  readonly options?: readonly Shown[];
  readonly choices?: readonly Shown[];
}

/** Groups of siblings, whose names have to differ. */
function siblings(part: Shown): readonly (readonly Shown[])[] {
  const own = [part.options ?? [], part.choices ?? []];
  return [...own, ...(part.options ?? []).flatMap(siblings)];
}

test('Discord takes the command with all of its localisations', () => {
  const read = commandForm.safeParse(lyriaCommand);
  expect(read.error?.issues ?? []).toEqual([]);
  for (const locale of LANGUAGES.flatMap((language) => DISCORD_LOCALES[language])) {
    for (const group of siblings(lyriaCommand as Shown)) {
      const names = group.map((one) => one.name_localizations?.[locale] ?? one.name);
      expect([locale, ...new Set(names)]).toEqual([locale, ...names]);
    }
  }
});
