import type { ShownMember } from '../../contract.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import type { PageState } from '../state/PageState.ts';
import { avatar } from './avatar.ts';

/** Everybody on the server, those who are here first. */
export function renderMembers(state: PageState): ElementNode {
  const members = state.known?.members ?? [];
  const groups: readonly (readonly [string, readonly ShownMember[]])[] = [
    ['Apps', members.filter(({ bot }) => bot)],
    ['Online', members.filter(({ bot, online }) => !bot && online)],
    ['Offline', members.filter(({ bot, online }) => !bot && !online)],
  ];
  return h(
    'aside',
    { key: 'members', class: 'members', attributes: { id: 'members', 'aria-label': 'Members' } },
    groups.flatMap(([title, group]) =>
      group.length === 0
        ? []
        : [
            h(
              'h2',
              { key: `title ${title}`, class: 'channels-title' },
              `${title} — ${group.length}`,
            ),
            h(
              'ul',
              { key: title },
              group.map((member) => renderMember(member, state)),
            ),
          ],
    ),
  );
}

function renderMember(member: ShownMember, state: PageState): ElementNode {
  const role = member.owner ? 'Owner' : (member.roles.find((name) => name !== member.name) ?? '');
  const about = member.taste === null ? role : `likes ${member.taste}`;
  return h(
    'li',
    { key: member.id, class: member.online ? 'member' : 'member member-offline' },
    avatar(member.id, 'avatar-small'),
    h(
      'span',
      { class: 'member-text' },
      h(
        'span',
        { class: 'member-name' },
        member.name,
        member.id === state.known?.me.id && h('small', {}, ' you'),
      ),
      about !== '' && !member.bot && h('small', {}, about),
    ),
    member.bot && h('span', { class: 'badge' }, 'App'),
  );
}
