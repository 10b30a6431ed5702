import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { Command, CommandGroup } from './Command.ts';
import { clip } from './clip.ts';
import { doctor } from './doctor.ts';
import { drop } from './drop.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { key } from './key.ts';
import { now, panel, vote } from './look.ts';
import { mix } from './mix.ts';
import { named } from './named.ts';
import { play } from './play.ts';
import { pause, reset, resume, stop, undo, volume } from './playback.ts';
import { propose } from './propose.ts';
import { recap } from './recap.ts';
import { settings } from './settings.ts';
import { talk } from './talk.ts';
import { timeout } from './timeout.ts';
import { tune } from './tune.ts';

const SUBCOMMANDS: readonly Command[] = [
  play,
  vote,
  propose,
  drop,
  tune,
  talk,
  panel,
  now,
  history,
  recap,
  clip,
  pause,
  resume,
  reset,
  undo,
  volume,
  stop,
  help,
  settings,
  timeout,
  key,
  doctor,
];

const GROUPS: readonly CommandGroup[] = [mix];

/** The subcommands of `/lyria` by name, with that of their group in front: `play`, `mix save`. */
export const commands: ReadonlyMap<string, Command> = new Map([
  ...SUBCOMMANDS.map((command) => [command.data.name, command] as const),
  ...GROUPS.flatMap((group) =>
    group.commands.map((command) => [`${group.name} ${command.data.name}`, command] as const),
  ),
]);

/** `/lyria` as it is registered with Discord: in guilds only. */
export const lyriaCommand: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  type: ApplicationCommandType.ChatInput,
  ...named('command.lyria'),
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  options: [
    ...SUBCOMMANDS.map(({ data }) => data),
    ...GROUPS.map(({ commands, ...names }) => ({
      type: ApplicationCommandOptionType.SubcommandGroup as const,
      ...names,
      options: commands.map(({ data }) => data),
    })),
  ],
};
