import type { Welcome } from '../../contract.ts';
import type { Named, Place } from '../composer/readOptionValues.ts';

/** Looks up whom and what an id stands for. The same lists make the same object. */
export interface Names extends Place {
  readonly user: (id: string) => string | undefined;
  readonly channel: (id: string) => { readonly name: string; readonly voice: boolean } | undefined;
  readonly meId: string | undefined;
}

let last: { readonly inputs: readonly unknown[]; readonly names: Names } | undefined;

export function namesOf(known: Welcome | undefined): Names {
  // Lists come anew with everybody's every step; what counts here is who is there.
  const members: Named[] = known?.members.map(({ id, name }) => ({ id, name })) ?? [];
  const key = JSON.stringify(members);
  const inputs = [key, known?.channels, known?.me.id];
  if (last !== undefined && inputs.every((input, index) => input === last?.inputs[index])) {
    return last.names;
  }
  const channels = known?.channels ?? [];
  const users = new Map(members.map(({ id, name }) => [id, name]));
  const byId = new Map(
    channels.map(({ id, name, kind }) => [id, { name, voice: kind !== 'text' }]),
  );
  const roles = [...new Set(known?.members.flatMap((member) => member.roles) ?? [])];
  const names: Names = {
    members,
    channels,
    // The page is told the names of roles only, and the sandbox takes them for ids.
    roles: roles.map((name) => ({ id: name, name })),
    user: (id) => users.get(id),
    channel: (id) => byId.get(id),
    meId: known?.me.id,
  };
  last = { inputs, names };
  return names;
}
