import { OverwriteType } from 'discord-api-types/v10';
import { beforeEach, describe, expect, test } from 'vitest';
import { createDefaultWorld, type DefaultWorld } from '#src/sandbox/world/createDefaultWorld.ts';
import {
  ALL_PERMISSIONS,
  outranks,
  type PermissionName,
  permissionBits,
} from '#src/sandbox/world/permissions.ts';
import { WorldTime } from '#src/sandbox/world/WorldTime.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';

let clock: VirtualClock;
let inhabited: DefaultWorld;

beforeEach(() => {
  clock = new VirtualClock();
  inhabited = createDefaultWorld(new WorldTime(clock, Date.UTC(2026, 10, 1)));
});

type Names = PermissionName[];
const WHO = ['everyone', 'roleA', 'roleB', 'cleo', 'ben'] as const;
type Place = 'music' | 'Lounge' | 'Stage';

/** What is set up for Cleo, who has the roles A (below) and B, before looking at a channel. */
interface Setting {
  readonly everyone?: Names;
  readonly roleA?: Names;
  readonly roleB?: Names;
  /** Allowed and denied in the channel. */
  readonly overwrites?: Partial<Record<(typeof WHO)[number], [Names, Names]>>;
  readonly timedOut?: boolean;
  readonly owner?: boolean;
  readonly place?: Place;
}

const TEXT: Names = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
];
const VOICE: Names = ['ViewChannel', 'Connect', 'Speak'];

function permissionsOfCleo(setting: Setting): bigint {
  const { world, guildId, channelIds, userIds } = inhabited;
  const guild = world.guilds.get(guildId);
  const everyone = guild?.everyone;
  const cleo = guild?.members.get(userIds['Cleo'] ?? '');
  if (!guild || !everyone || !cleo) throw new Error('The world is bare');
  const role = (id: string, position: number, names: Names = []) => ({
    ...everyone,
    id,
    position,
    permissions: permissionBits(...names),
  });
  const [a, b] = ['801', '802'];
  world.setRole(guildId, role(a, 5, setting.roleA));
  world.setRole(guildId, role(b, 6, setting.roleB));
  world.setRole(guildId, role(guildId, 0, setting.everyone ?? []));
  world.updateMember(guildId, cleo, {
    roleIds: [a, b],
    timedOutUntilEpochMs: setting.timedOut === true ? world.time.epochMs() + 1 : null,
  });
  if (setting.owner === true) world.updateGuild(guild, { ownerId: cleo.userId });
  const channel = world.channel(channelIds[setting.place ?? 'music']);
  if (channel === undefined) throw new Error('No channel');
  const targets = {
    everyone: [guildId, OverwriteType.Role],
    roleA: [a, OverwriteType.Role],
    roleB: [b, OverwriteType.Role],
    cleo: [cleo.userId, OverwriteType.Member],
    ben: [userIds['Ben'] ?? '', OverwriteType.Member],
  } as const;
  const overwrites = WHO.flatMap((who) => {
    const given = setting.overwrites?.[who];
    if (given === undefined) return [];
    const [id, type] = targets[who];
    const [allow, deny] = given;
    return [{ id, type, allow: permissionBits(...allow), deny: permissionBits(...deny) }];
  });
  return world.permissionsIn(world.updateChannel(channel, { overwrites }), cleo.userId);
}

const cases: [what: string, setting: Setting, expected: Names | 'all'][] = [
  ['@everyone alone', { everyone: TEXT }, TEXT],
  ['nothing without a role that gives it', {}, []],
  [
    'a role adds to @everyone',
    { everyone: ['ViewChannel'], roleA: ['SendMessages'] },
    ['ViewChannel', 'SendMessages'],
  ],
  [
    'roles add up',
    { everyone: ['ViewChannel'], roleA: ['AddReactions'], roleB: ['ManageMessages'] },
    ['ViewChannel', 'AddReactions', 'ManageMessages'],
  ],
  ['the owner has all', { owner: true }, 'all'],
  [
    'the owner keeps all that is denied',
    { owner: true, overwrites: { cleo: [[], ['ViewChannel']] } },
    'all',
  ],
  ['an administrator has all', { roleB: ['Administrator'] }, 'all'],
  [
    'an administrator keeps all that is denied',
    { roleA: ['Administrator'], overwrites: { roleA: [[], ['ViewChannel', 'Administrator']] } },
    'all',
  ],
  [
    'an overwrite makes no administrator',
    { everyone: TEXT, overwrites: { cleo: [['Administrator'], []] } },
    [...TEXT, 'Administrator'],
  ],
  [
    '@everyone denied in the channel',
    { everyone: TEXT, overwrites: { everyone: [[], ['AttachFiles']] } },
    TEXT.filter((name) => name !== 'AttachFiles'),
  ],
  [
    '@everyone allowed in the channel',
    { everyone: ['ViewChannel'], overwrites: { everyone: [['SendMessages'], []] } },
    ['ViewChannel', 'SendMessages'],
  ],
  [
    'allowed outdoes denied of the same target',
    { everyone: TEXT, overwrites: { everyone: [['SendMessages'], ['SendMessages']] } },
    TEXT,
  ],
  [
    'a role allowed outdoes @everyone denied',
    {
      everyone: TEXT,
      overwrites: { everyone: [[], ['SendMessages']], roleA: [['SendMessages'], []] },
    },
    TEXT,
  ],
  [
    'a role denied outdoes @everyone allowed',
    {
      everyone: ['ViewChannel'],
      overwrites: { everyone: [['AddReactions'], []], roleA: [[], ['AddReactions']] },
    },
    ['ViewChannel'],
  ],
  [
    'one role allowed outdoes another denied, the lower the higher',
    {
      everyone: TEXT,
      overwrites: { roleA: [['SendMessages'], []], roleB: [[], ['SendMessages']] },
    },
    TEXT,
  ],
  [
    'and the higher the lower',
    {
      everyone: TEXT,
      overwrites: { roleB: [['SendMessages'], []], roleA: [[], ['SendMessages']] },
    },
    TEXT,
  ],
  [
    'a member denied outdoes roles allowed',
    { everyone: TEXT, overwrites: { roleA: [['AttachFiles'], []], cleo: [[], ['AttachFiles']] } },
    TEXT.filter((name) => name !== 'AttachFiles'),
  ],
  [
    'a member allowed outdoes roles denied',
    {
      everyone: TEXT,
      overwrites: {
        roleA: [[], ['SendMessages']],
        roleB: [[], ['SendMessages']],
        cleo: [['SendMessages'], []],
      },
    },
    TEXT,
  ],
  [
    "another's overwrite changes nothing",
    { everyone: TEXT, overwrites: { ben: [[], ['ViewChannel']] } },
    TEXT,
  ],
  [
    "a denied role's permission is gone though the role gives it",
    {
      everyone: ['ViewChannel'],
      roleA: ['ManageMessages'],
      overwrites: { roleA: [[], ['ManageMessages']] },
    },
    ['ViewChannel'],
  ],
  [
    'no sight, nothing else',
    { everyone: TEXT, overwrites: { everyone: [[], ['ViewChannel']] } },
    [],
  ],
  ['no sight by no role', { everyone: ['SendMessages', 'Connect'] }, []],
  [
    'sight given to one member',
    {
      everyone: TEXT,
      overwrites: { everyone: [[], ['ViewChannel']], cleo: [['ViewChannel'], []] },
    },
    TEXT,
  ],
  [
    'no messages, no embeds, files, mentions, speech',
    {
      everyone: [...TEXT, 'MentionEveryone', 'SendTTSMessages'],
      overwrites: { everyone: [[], ['SendMessages']] },
    },
    ['ViewChannel', 'ReadMessageHistory'],
  ],
  [
    'no messages, yet reactions',
    { everyone: [...TEXT, 'AddReactions'], overwrites: { everyone: [[], ['SendMessages']] } },
    ['ViewChannel', 'ReadMessageHistory', 'AddReactions'],
  ],
  [
    'no Connect, nothing but the sight',
    {
      everyone: [...VOICE, 'MoveMembers'],
      place: 'Lounge',
      overwrites: { everyone: [[], ['Connect']] },
    },
    ['ViewChannel'],
  ],
  [
    'no Connect on a stage',
    {
      everyone: [...VOICE, 'RequestToSpeak'],
      place: 'Stage',
      overwrites: { everyone: [[], ['Connect']] },
    },
    ['ViewChannel'],
  ],
  [
    'Connect means nothing in a text channel',
    { everyone: TEXT, overwrites: { everyone: [[], ['Connect']] } },
    TEXT,
  ],
  [
    'no Speak, yet Connect',
    { everyone: VOICE, place: 'Lounge', overwrites: { everyone: [[], ['Speak']] } },
    ['ViewChannel', 'Connect'],
  ],
  [
    'moderating a stage by a role in that channel',
    { everyone: VOICE, place: 'Stage', overwrites: { roleA: [['MuteMembers'], []] } },
    [...VOICE, 'MuteMembers'],
  ],
  [
    'timed out: sight and history',
    { everyone: TEXT, timedOut: true },
    ['ViewChannel', 'ReadMessageHistory'],
  ],
  [
    'timed out in voice: the sight',
    { everyone: VOICE, place: 'Lounge', timedOut: true },
    ['ViewChannel'],
  ],
  [
    'timed out: what an overwrite allows does not help',
    { everyone: TEXT, timedOut: true, overwrites: { cleo: [['SendMessages'], []] } },
    ['ViewChannel', 'ReadMessageHistory'],
  ],
  [
    'timed out and hidden: nothing',
    { everyone: TEXT, timedOut: true, overwrites: { cleo: [[], ['ViewChannel']] } },
    [],
  ],
  ['administrators know no time-out', { roleA: ['Administrator'], timedOut: true }, 'all'],
  ['nor does the owner', { owner: true, timedOut: true }, 'all'],
];

test.each(cases)('%s', (_what, setting, expected) => {
  const bits = expected === 'all' ? ALL_PERMISSIONS : permissionBits(...expected);
  expect(permissionsOfCleo(setting)).toBe(bits);
});

test('a time-out ends by itself', async () => {
  permissionsOfCleo({ everyone: TEXT, timedOut: true });
  await clock.advance(1);
  const { world, channelIds, userIds } = inhabited;
  const music = world.channel(channelIds.music);
  if (music === undefined) throw new Error('No channel');
  expect(world.permissionsIn(music, userIds['Cleo'] ?? '')).toBe(permissionBits(...TEXT));
});

describe('rank', () => {
  test('goes by the highest role, and nobody outranks the owner', () => {
    const { world, guildId, userIds } = inhabited;
    const guild = world.guilds.get(guildId);
    const of = (name: string) => {
      const member = guild?.members.get(userIds[name] ?? '');
      if (member === undefined) throw new Error(`No ${name}`);
      return member;
    };
    if (guild === undefined) throw new Error('No guild');
    expect(outranks(guild, of('Ada'), of('Ben'))).toBe(true);
    expect(outranks(guild, of('Ben'), of('Ada'))).toBe(false);
    expect(outranks(guild, of('Ben'), of('Lyrebird'))).toBe(true);
    expect(outranks(guild, of('Lyrebird'), of('Ben'))).toBe(false);
    expect(outranks(guild, of('Lyrebird'), of('Cleo'))).toBe(true);
    expect(outranks(guild, of('Cleo'), of('Dan'))).toBe(false);
    expect(outranks(guild, of('Ada'), of('Ada'))).toBe(false);
  });
});
