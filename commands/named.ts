import type { APIApplicationCommandOptionChoice, LocalizationMap } from 'discord-api-types/v10';
import { DISCORD_LOCALES, ENGLISH, TEXTS, type TextId, type Texts } from '#src/texts/texts.ts';

/** Of everything that has a name and a description in Discord's list of commands. */
type NamedId = TextId extends infer Id ? (Id extends `${infer Named}.name` ? Named : never) : never;

type CommandId = NamedId extends infer Id
  ? Id extends `command.${infer Name}`
    ? Name
    : never
  : never;

/** What a command or an option is called, and what it is for, in every language. */
export interface Names {
  readonly name: string;
  readonly name_localizations?: LocalizationMap;
  readonly description: string;
  readonly description_localizations?: LocalizationMap;
}

export function named(id: NamedId): Names {
  return namedAs(
    (texts) => texts.say(`${id}.name`),
    (texts) => texts.say(`${id}.description`),
  );
}

export function namedAs(
  name: (texts: Texts) => string,
  description: (texts: Texts) => string,
): Names {
  const names = otherwise(name);
  const descriptions = otherwise(description);
  return {
    name: name(ENGLISH),
    ...(names === undefined ? {} : { name_localizations: names }),
    description: description(ENGLISH),
    ...(descriptions === undefined ? {} : { description_localizations: descriptions }),
  };
}

export function choice(
  make: (texts: Texts) => string,
  value: string,
): APIApplicationCommandOptionChoice<string> {
  const names = otherwise(make);
  return {
    name: make(ENGLISH),
    ...(names === undefined ? {} : { name_localizations: names }),
    value,
  };
}

/** What the command that is `/lyria play` in English is called in another language. */
export function nameIn(texts: Texts, command: CommandId): string {
  return texts.say(`command.${command}.name`);
}

/** By Discord's locales, where another language says something else; undefined: none does. */
function otherwise(make: (texts: Texts) => string): LocalizationMap | undefined {
  const usual = make(ENGLISH);
  const others = TEXTS.flatMap((texts) => {
    const text = make(texts);
    return text === usual ? [] : DISCORD_LOCALES[texts.language].map((locale) => [locale, text]);
  });
  return others.length === 0 ? undefined : Object.fromEntries(others);
}
