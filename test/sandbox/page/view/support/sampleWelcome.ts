import { lyriaCommand } from '#commands/index.ts';
import { renderPanel } from '#src/bot/panel/renderPanel.ts';
import { PRESETS } from '#src/crowd/typed/presets.ts';
import type {
  ShownCommand,
  ShownMember,
  ShownMessage,
  Welcome,
} from '#src/sandbox/page/client/wire.ts';
import { ENGLISH } from '#src/texts/texts.ts';

export const ADA = '1100000000000000001';
export const BEN = '1100000000000000002';
export const BOT = '1100000000000000009';
export const MUSIC = '1200000000000000001';
export const LOUNGE = '1200000000000000002';
export const PANEL = '1300000000000000001';

export const NAMES: Readonly<Record<string, string>> = {
  [ADA]: 'Ada',
  [BEN]: 'Ben',
  '1100000000000000003': 'Cleo',
  '1100000000000000004': 'Dan',
  '1100000000000000005': 'Iris',
  [BOT]: 'Lyrebird',
};

export function member(id: string, rest: Partial<ShownMember> = {}): ShownMember {
  const name = NAMES[id] ?? id;
  return {
    id,
    name,
    bot: id === BOT,
    roles: [],
    owner: id === ADA,
    online: true,
    taste: null,
    ...rest,
  };
}

/** The subcommands of the bot's own command, as the page's server lists them. */
export function lyriaCommands(): ShownCommand[] {
  const plain: { options: (ShownCommand & { type: number })[] } = JSON.parse(
    JSON.stringify(lyriaCommand),
  );
  return plain.options.map(({ name, description, options = [] }) => ({
    name: `lyria ${name}`,
    description,
    options,
  }));
}

let last = 1_300_000_000_000_000_100n;

export function message(authorId: string, rest: Partial<ShownMessage> = {}): ShownMessage {
  last += 1n;
  const name = NAMES[authorId] ?? authorId;
  return {
    id: String(last),
    type: 0,
    channel_id: MUSIC,
    author: {
      id: authorId,
      username: name.toLowerCase(),
      discriminator: '0',
      global_name: name,
      avatar: null,
      ...(authorId === BOT && { bot: true }),
    },
    content: '',
    timestamp: new Date(Date.now() - 90_000).toISOString(),
    edited_timestamp: null,
    tts: false,
    pinned: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    ephemeral: false,
    thinking: false,
    ...rest,
  };
}

/** Prompts by the number they were proposed with, whatever order they stand in. */
const PROPOSED = ['techno', 'dreamy pads', 'jazz'];

/** The bot's own panel of a station with these prompts. */
export function panelMessage(shares: Readonly<Record<string, number>>): ShownMessage {
  const prompts = Object.entries(shares);
  const mix = prompts.map(([text, percent]) => ({ text, weight: percent / 100 }));
  const panel = renderPanel(ENGLISH, {
    station: 'abc',
    channelId: LOUNGE,
    state: 'playing',
    listenerCount: 4,
    heard: mix,
    wanted: mix,
    candidates: prompts.map(([text, percent], index) => ({
      candidate: {
        id: PROPOSED.includes(text) ? PROPOSED.indexOf(text) + 1 : 10 + index,
        text,
        proposedBy: ADA,
        proposedAtMs: 0,
        startPoints: 1,
        ballots: [],
        filteredReason: null,
      },
      ups: 3 - index,
      downs: index,
      points: 4 - index,
      share: percent / 100,
      percent,
    })),
    avoided: [],
    held: false,
    presets: PRESETS.slice(0, 3),
  });
  return panelMessageOf(panel);
}

/** A panel as the answer to a command. */
export function panelMessageOf(panel: ReturnType<typeof renderPanel>): ShownMessage {
  return message(BOT, {
    id: PANEL,
    flags: 1 << 15,
    components: [panel],
    // As it comes over the wire: the library's types leave out the command's name.
    interaction_metadata: JSON.parse(
      JSON.stringify({
        id: '1',
        type: 2,
        user: message(ADA).author,
        authorizing_integration_owners: {},
        name: 'lyria play',
      }),
    ),
  });
}

export function sampleWelcome(rest: Partial<Welcome> = {}): Welcome {
  return {
    me: member(ADA),
    guild: { id: '1', name: 'Sandbox' },
    channels: [
      {
        id: MUSIC,
        name: 'music',
        kind: 'text',
        topic: 'Steer the music together',
        status: null,
        position: 0,
      },
      { id: LOUNGE, name: 'Lounge', kind: 'voice', topic: null, status: null, position: 1 },
      {
        id: '1200000000000000003',
        name: 'Studio',
        kind: 'voice',
        topic: null,
        status: null,
        position: 2,
      },
      {
        id: '1200000000000000004',
        name: 'Stage',
        kind: 'stage',
        topic: null,
        status: null,
        position: 3,
      },
    ],
    members: [
      member(ADA),
      member(BEN, { roles: ['Moderator'] }),
      member('1100000000000000003', { online: false }),
      member('1100000000000000004', { online: false }),
      member(BOT, { roles: ['Lyrebird'] }),
    ],
    voiceStates: [],
    speaking: [],
    messages: [],
    commands: lyriaCommands(),
    faults: [],
    sayings: ['make it darker'],
    people: [ADA, BEN].map((id) => ({ id, name: NAMES[id] ?? id })),
    ...rest,
  };
}
