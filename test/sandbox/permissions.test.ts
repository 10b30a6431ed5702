import { OverwriteType } from 'discord.js';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { createDefaultWorld, type DefaultWorld } from '#src/sandbox/world/createDefaultWorld.ts';
import type { Channel, Overwrite } from '#src/sandbox/world/model.ts';
import {
  ALL_PERMISSIONS,
  has,
  type PermissionName,
  permissionBits,
} from '#src/sandbox/world/permissions.ts';
import { WorldTime } from '#src/sandbox/world/WorldTime.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

let inhabited: DefaultWorld;

beforeEach(() => {
  inhabited = createDefaultWorld(new WorldTime(new VirtualClock(), Date.UTC(2026, 10, 1)));
});

const channel = (name: 'music' | 'Lounge' | 'Stage'): Channel => {
  const found = inhabited.world.channel(inhabited.channelIds[name]);
  if (found === undefined) throw new Error(`No channel ${name}`);
  return found;
};
const userId = (name: string): string => inhabited.userIds[name] ?? '';
const permissions = (who: string, where: 'music' | 'Lounge' | 'Stage'): bigint =>
  inhabited.world.permissionsIn(channel(where), userId(who));
const overwrite = (
  id: string,
  type: OverwriteType,
  allow: PermissionName[],
  deny: PermissionName[],
): Overwrite => ({ id, type, allow: permissionBits(...allow), deny: permissionBits(...deny) });
const setOverwrites = (where: 'music' | 'Lounge', ...overwrites: Overwrite[]): void => {
  inhabited.world.updateChannel(channel(where), { overwrites });
};

describe('permissions in a channel', () => {
  test('the owner may do everything, whatever is denied', () => {
    setOverwrites('music', overwrite(userId('Ada'), OverwriteType.Member, [], ['ViewChannel']));
    expect(permissions('Ada', 'music')).toBe(ALL_PERMISSIONS);
  });

  test('a member has what @everyone has; a role adds', () => {
    expect(has(permissions('Cleo', 'Lounge'), 'ViewChannel', 'Connect', 'Speak')).toBe(true);
    expect(has(permissions('Cleo', 'Lounge'), 'MoveMembers')).toBe(false);
    expect(has(permissions('Ben', 'Lounge'), 'MoveMembers')).toBe(true);
  });

  test('a role that allows outdoes @everyone denied, a member denied outdoes the role', () => {
    const { guildId, world } = inhabited;
    const moderator = [...(world.guilds.get(guildId)?.roles.values() ?? [])].at(-1)?.id ?? '';
    const everyone = overwrite(guildId, OverwriteType.Role, [], ['SendMessages']);
    const role = overwrite(moderator, OverwriteType.Role, ['SendMessages'], []);
    setOverwrites('music', everyone, role);
    expect(has(permissions('Cleo', 'music'), 'SendMessages')).toBe(false);
    expect(has(permissions('Ben', 'music'), 'SendMessages')).toBe(true);
    const own = overwrite(userId('Ben'), OverwriteType.Member, [], ['SendMessages']);
    setOverwrites('music', everyone, role, own);
    expect(has(permissions('Ben', 'music'), 'SendMessages')).toBe(false);
  });

  test('who cannot see a channel can do nothing in it', () => {
    const { guildId } = inhabited;
    setOverwrites('music', overwrite(guildId, OverwriteType.Role, [], ['ViewChannel']));
    expect(permissions('Cleo', 'music')).toBe(0n);
  });

  test('without Connect nothing of a voice channel is left but the sight', () => {
    const { guildId } = inhabited;
    setOverwrites('Lounge', overwrite(guildId, OverwriteType.Role, [], ['Connect']));
    expect(permissions('Cleo', 'Lounge')).toBe(permissionBits('ViewChannel'));
  });

  test('without Send Messages there are no embeds and files', () => {
    const { guildId } = inhabited;
    setOverwrites('music', overwrite(guildId, OverwriteType.Role, [], ['SendMessages']));
    expect(has(permissions('Cleo', 'music'), 'EmbedLinks')).toBe(false);
    expect(has(permissions('Cleo', 'music'), 'AttachFiles')).toBe(false);
  });

  test('a time-out leaves the sight and the history', () => {
    const { world, guildId } = inhabited;
    const cleo = world.guilds.get(guildId)?.members.get(userId('Cleo'));
    if (cleo === undefined) throw new Error('No Cleo');
    const timedOutUntilEpochMs = world.time.epochMs() + 60_000;
    world.updateMember(guildId, cleo, { timedOutUntilEpochMs });
    expect(permissions('Cleo', 'music')).toBe(permissionBits('ViewChannel', 'ReadMessageHistory'));
  });

  test('administrators may do everything', () => {
    const { world, guildId } = inhabited;
    const everyone = world.guilds.get(guildId)?.everyone;
    if (everyone === undefined) throw new Error('No @everyone');
    world.setRole(guildId, { ...everyone, permissions: permissionBits('Administrator') });
    expect(permissions('Cleo', 'music')).toBe(ALL_PERMISSIONS);
  });

  test('a stranger may do nothing', () => {
    expect(inhabited.world.permissionsIn(channel('music'), '1')).toBe(0n);
  });

  test("a member's own overwrite always has the last word", () => {
    const bits = fc.bigInt({ min: 0n, max: ALL_PERMISSIONS });
    fc.assert(
      fc.property(bits, bits, bits, bits, (roleAllow, roleDeny, ownAllow, ownDeny) => {
        const view = permissionBits('ViewChannel', 'SendMessages');
        const allow = ownAllow | view;
        const { guildId } = inhabited;
        setOverwrites(
          'music',
          { id: guildId, type: OverwriteType.Role, allow: roleAllow, deny: roleDeny },
          { id: userId('Cleo'), type: OverwriteType.Member, allow, deny: ownDeny },
        );
        const result = permissions('Cleo', 'music');
        expect(result & allow).toBe(allow);
        expect(result & ownDeny & ~allow).toBe(0n);
      }),
      { numRuns: 200 },
    );
  });
});
