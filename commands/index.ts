import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { Command } from './Command.ts';
import { doctor } from './doctor.ts';
import { drop } from './drop.ts';
import { help } from './help.ts';
import { mix, now, panel, vote } from './look.ts';
import { play } from './play.ts';
import { pause, reset, resume, stop, undo, volume } from './playback.ts';
import { propose } from './propose.ts';
import { settings, timeout } from './settings.ts';
import { tune } from './tune.ts';

const SUBCOMMANDS: readonly Command[] = [
  play,
  vote,
  propose,
  drop,
  mix,
  tune,
  panel,
  now,
  pause,
  resume,
  reset,
  undo,
  volume,
  stop,
  help,
  settings,
  timeout,
  doctor,
];

/** The subcommands of `/lyria` by name. */
export const commands: ReadonlyMap<string, Command> = new Map(
  SUBCOMMANDS.map((command) => [command.data.name, command]),
);

/** `/lyria` as it is registered with Discord: in guilds only. */
export const lyriaCommand: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  type: ApplicationCommandType.ChatInput,
  name: 'lyria',
  description: 'Endless music, made up live and steered by its listeners',
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  options: SUBCOMMANDS.map(({ data }) => data),
};
