import { IntlMessageFormat } from 'intl-messageformat';
import { de } from './languages/de.ts';
import { type Catalogue, type English, en } from './languages/en.ts';
import { es } from './languages/es.ts';
import { fr } from './languages/fr.ts';
import { ja } from './languages/ja.ts';
import { ptBR } from './languages/pt-BR.ts';
import type { CountsOf, PartsOf } from './placeholders.ts';

export type TextId = keyof English;

/** Several texts become a list, `bass, drums, and piano`. */
type Value = string | number | Told | readonly Told[];

/** What goes into a text. */
type Values<Id extends TextId> = {
  readonly [Count in CountsOf<English[Id]>]: number;
} & { readonly [Part in PartsOf<English[Id]>]: Value };

/** Nothing, where nothing goes into it. */
type Given<Id extends TextId> = [keyof Values<Id>] extends [never] ? [] : [values: Values<Id>];

/**
 * A text that is decided on where nobody knows who will read it: plain data, put into words at the
 * border, in the reader's language. Made by `tell`.
 */
export interface Told {
  readonly id: TextId;
  readonly values?: Readonly<Record<string, Value>>;
}

export function tell<Id extends TextId>(id: Id, ...[values]: Given<Id>): Told {
  return values === undefined ? { id } : { id, values };
}

/** Whether something from outside can be put into words. */
export function isTold(value: unknown): value is Told {
  return typeof value === 'object' && value !== null && 'id' in value && isTextId(value.id);
}

function isTextId(id: unknown): id is TextId {
  return typeof id === 'string' && Object.hasOwn(en, id);
}

/** The languages that are complete. */
const CATALOGUES = { en, de, es, fr, 'pt-BR': ptBR, ja } as const satisfies Readonly<
  Record<string, Catalogue>
>;

export type Language = keyof typeof CATALOGUES;

/** English first, then as their speakers call them. */
export const LANGUAGES = [
  'en',
  'de',
  'es',
  'fr',
  'pt-BR',
  'ja',
] as const satisfies readonly Language[];

/** Discord's names for each, https://discord.com/developers/docs/reference#locales. */
export const DISCORD_LOCALES = {
  en: ['en-US', 'en-GB'],
  de: ['de'],
  es: ['es-ES', 'es-419'],
  fr: ['fr'],
  'pt-BR': ['pt-BR'],
  ja: ['ja'],
} as const satisfies Readonly<Record<Language, readonly string[]>>;

/** As it is written down; for tests of all texts of a language. */
export function catalogueOf(language: Language): Catalogue {
  return CATALOGUES[language];
}

/** Everything that members read, in one language. */
export class Texts {
  readonly language: Language;
  readonly #catalogue: Catalogue;
  readonly #formats = new Map<TextId, IntlMessageFormat>();
  readonly #lists: Intl.ListFormat;

  constructor(language: Language) {
    this.language = language;
    this.#catalogue = CATALOGUES[language];
    this.#lists = new Intl.ListFormat(language);
  }

  say<Id extends TextId>(id: Id, ...[values]: Given<Id>): string {
    return this.#format(id, values);
  }

  put({ id, values }: Told): string {
    return this.#format(id, values);
  }

  /** `bass, drums, and piano`. */
  list(parts: readonly string[]): string {
    return this.#lists.format(parts);
  }

  #format(id: TextId, values: Readonly<Record<string, Value>> | undefined): string {
    const message = this.#catalogue[id];
    if (values === undefined) return message;
    let format = this.#formats.get(id);
    if (format === undefined) {
      // `<#…>` and `<@…>` are Discord's mentions, and no tags.
      format = new IntlMessageFormat(message, this.language, undefined, { ignoreTag: true });
      this.#formats.set(id, format);
    }
    const worded = Object.entries(values).map(([name, value]) => [name, this.#worded(value)]);
    return String(format.format(Object.fromEntries(worded)));
  }

  #worded(value: Value): string | number {
    if (typeof value !== 'object') return value;
    return 'id' in value ? this.put(value) : this.list(value.map((one) => this.put(one)));
  }
}

/** One for each language, English first. */
export const TEXTS: readonly Texts[] = LANGUAGES.map((language) => new Texts(language));
export const ENGLISH = new Texts('en');

const BY_LOCALE: ReadonlyMap<string, Texts> = new Map(
  TEXTS.flatMap((texts) =>
    DISCORD_LOCALES[texts.language].map((locale) => [locale, texts] as const),
  ),
);

export function textsIn(language: Language): Texts {
  return TEXTS.find((texts) => texts.language === language) ?? ENGLISH;
}

/** The texts for one of Discord's locales; English where nobody speaks it. */
export function textsFor(locale: string | undefined): Texts {
  return BY_LOCALE.get(locale ?? '') ?? ENGLISH;
}
