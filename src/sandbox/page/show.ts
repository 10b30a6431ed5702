import { ChannelType } from 'discord-api-types/v10';
import { type ControlContext, guildOf, nameOf } from '../control/context.ts';
import { showMessage } from '../control/presentation.ts';
import type { Interaction } from '../interactions/Interaction.ts';
import type { Invocable } from '../people/commandLine.ts';
import type { Person } from '../people/Person.ts';
import type { CommandForm } from '../validation/commands.ts';
import type { Channel, Member } from '../world/model.ts';
import type {
  Outcome,
  ShownChannel,
  ShownCommand,
  ShownMember,
  ShownModal,
  ShownVoiceState,
} from './client/wire.ts';

export type WireShownMessage = ReturnType<typeof showMessage>;

/** What a first look shows of each channel; more than anybody scrolls. */
const MAX_MESSAGES = 200;

const KINDS: Readonly<Partial<Record<ChannelType, ShownChannel['kind']>>> = {
  [ChannelType.GuildText]: 'text',
  [ChannelType.GuildVoice]: 'voice',
  [ChannelType.GuildStageVoice]: 'stage',
};

/** The channels that a person sees, in the guild's order. */
export function channelsFor(context: ControlContext, person: Person): ShownChannel[] {
  return visibleChannels(context, person)
    .flatMap((channel): ShownChannel[] => {
      const kind = KINDS[channel.type];
      if (kind === undefined) return [];
      const { id, name, topic, status, position } = channel;
      return [{ id, name, kind, topic, status, position }];
    })
    .sort((one, other) => one.position - other.position);
}

export function membersFor(
  context: ControlContext,
  isOnline: (userId: string) => boolean,
  tasteOf: (userId: string) => string | null,
): ShownMember[] {
  return [...guildOf(context).members.values()].map((member) =>
    showMember(context, member, isOnline, tasteOf),
  );
}

export function showMember(
  context: ControlContext,
  member: Member,
  isOnline: (userId: string) => boolean,
  tasteOf: (userId: string) => string | null,
): ShownMember {
  const guild = guildOf(context);
  const { userId } = member;
  const bot = context.discord.world.users.get(userId)?.bot ?? false;
  const taste = tasteOf(userId);
  return {
    id: userId,
    name: member.nick ?? nameOf(context, userId),
    bot,
    roles: member.roleIds.flatMap((id) => guild.roles.get(id)?.name ?? []),
    owner: guild.settings.ownerId === userId,
    online: bot || guild.voiceStates.has(userId) || isOnline(userId),
    taste,
  };
}

export function voiceStatesFor(context: ControlContext): ShownVoiceState[] {
  const guild = guildOf(context);
  return [...guild.voiceStates.values()].map((state) => {
    const member = guild.members.get(state.userId);
    const { userId, channelId, selfMute, selfDeaf, suppress } = state;
    const mute = member?.mute ?? false;
    const deaf = member?.deaf ?? false;
    return { userId, channelId, selfMute, selfDeaf, mute, deaf, suppress };
  });
}

/** The newest messages of every channel, oldest first. */
export function messagesFor(context: ControlContext, person: Person): WireShownMessage[] {
  const { world } = context.discord;
  return visibleChannels(context, person).flatMap(({ id }) =>
    person
      .messages(id)
      .slice(-MAX_MESSAGES)
      .map((message) => showMessage(world, message)),
  );
}

/** What the person can run, with its options as the bot registered them. */
export function commandsFor(context: ControlContext, person: Person): ShownCommand[] {
  const place = visibleChannels(context, person).find(({ type }) => type === ChannelType.GuildText);
  return place === undefined ? [] : person.commands(place.id).map(showCommand);
}

function showCommand(invocable: Invocable): ShownCommand {
  // Registered options are options of Discord's API; what is not set is left out, as it does.
  const options: ShownCommand['options'] = JSON.parse(
    JSON.stringify(invocable.options, (_key, value: unknown) =>
      value === null ? undefined : value,
    ),
  );
  return { name: invocable.name, description: descriptionOf(invocable), options };
}

/** Of the innermost subcommand. */
function descriptionOf({ command, path }: Invocable): string {
  let part: CommandForm | NestedPart = command.form;
  for (const { name } of path) {
    const nested: NestedPart | undefined = nestedIn(part).find((each) => each.name === name);
    if (nested === undefined) break;
    part = nested;
  }
  return part.description ?? '';
}

interface NestedPart {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly options?: readonly NestedPart[] | null | undefined;
}

function nestedIn(part: CommandForm | NestedPart): readonly NestedPart[] {
  return ('options' in part ? part.options : undefined) ?? [];
}

/** How the bot answered. */
export function showOutcome(interaction: Interaction): Outcome<ShownModal> {
  const { id, modal } = interaction;
  return {
    interactionId: id,
    state: interaction.state === 'acknowledged' ? 'acknowledged' : 'failed',
    modal:
      modal === null
        ? null
        : {
            interactionId: id,
            title: modal.title,
            customId: modal.custom_id,
            components: withoutNull(modal.components),
          },
  };
}

/** A modal's components have passed the checks of Discord's API, so they are such components. */
function withoutNull(components: unknown): ShownModal['components'] {
  return JSON.parse(
    JSON.stringify(components, (_key, value: unknown) => (value === null ? undefined : value)),
  );
}

function visibleChannels(context: ControlContext, person: Person): Channel[] {
  return [...guildOf(context).channels.values()].filter((channel) => sees(person, channel.id));
}

export function sees(person: Person, channelId: string): boolean {
  try {
    person.channel(channelId);
    return true;
  } catch {
    return false;
  }
}
