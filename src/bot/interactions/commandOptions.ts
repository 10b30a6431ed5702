import type { ChatInputCommandInteraction } from 'discord.js';
import type { Options } from '../../../commands/Command.ts';

/** The options of one call as commands read them. */
export function commandOptions({ options }: ChatInputCommandInteraction<'cached'>): Options {
  return {
    string: (name) => options.getString(name) ?? undefined,
    number: (name) => {
      const value = options.get(name)?.value;
      return typeof value === 'number' ? value : undefined;
    },
    boolean: (name) => options.getBoolean(name) ?? undefined,
    role: (name) => options.getRole(name)?.id,
  };
}
