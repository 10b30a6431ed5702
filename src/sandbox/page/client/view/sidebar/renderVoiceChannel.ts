import type { ShownChannel, ShownVoiceState } from '../../contract.ts';
import type { Actions } from '../actions/Actions.ts';
import { icon } from '../dom/icons.ts';
import { renderText } from '../dom/renderText.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import type { PageState } from '../state/PageState.ts';
import { avatar } from './avatar.ts';

/** A voice channel, what the bot says of it, and who is in it. */
export function renderVoiceChannel(
  channel: ShownChannel,
  state: PageState,
  actions: Actions,
): ElementNode {
  const here = actions.voiceChannel?.id === channel.id;
  const people = (state.known?.voiceStates ?? []).filter(
    ({ channelId }) => channelId === channel.id,
  );
  const statusId = `status-${channel.id}`;
  const what = channel.kind === 'stage' ? 'stage' : 'voice channel';
  const does = here ? 'you are here' : 'join';
  return h(
    'li',
    { key: channel.id },
    h(
      'button',
      {
        class: here ? 'channel channel-voice channel-here' : 'channel channel-voice',
        attributes: {
          type: 'button',
          'aria-label': `${channel.name}, ${what}, ${people.length} ${people.length === 1 ? 'person' : 'people'}, ${does}`,
          'data-does': here ? 'Here' : 'Join',
          'aria-describedby': channel.status === null ? undefined : statusId,
        },
        on: {
          click: () => {
            if (!here) void actions.join(channel.id);
          },
        },
      },
      icon(channel.kind === 'stage' ? 'stage' : 'speaker'),
      h('span', { class: 'channel-name' }, channel.name),
    ),
    channel.status !== null &&
      channel.status !== '' &&
      h('p', { class: 'channel-status', attributes: { id: statusId } }, renderText(channel.status)),
    people.length > 0 &&
      h(
        'ul',
        { class: 'voice-people', attributes: { 'aria-label': `In ${channel.name}` } },
        people.map((voice) => renderPerson(voice, state)),
      ),
  );
}

function renderPerson(voice: ShownVoiceState, state: PageState): ElementNode {
  const { known } = state;
  const member = known?.members.find(({ id }) => id === voice.userId);
  const speaking = known?.speaking.includes(voice.userId) === true;
  const isMe = known?.me.id === voice.userId;
  const deaf = voice.selfDeaf || voice.deaf;
  const muted = voice.selfMute || voice.mute;
  return h(
    'li',
    { key: voice.userId, class: speaking ? 'voice-person voice-person-speaking' : 'voice-person' },
    avatar(voice.userId, 'avatar-small'),
    h(
      'span',
      { class: 'voice-person-name' },
      member?.name ?? 'Somebody',
      isMe && h('small', {}, ' you'),
      member?.taste != null && h('small', { class: 'taste' }, `likes ${member.taste}`),
    ),
    member?.bot === true && h('span', { class: 'badge' }, 'App'),
    speaking && h('span', { class: 'visually-hidden' }, 'speaking'),
    muted && !deaf && sign('microphone', 'muted'),
    deaf && sign('headphones', 'deafened'),
  );
}

function sign(name: 'microphone' | 'headphones', says: string): ElementNode {
  return h(
    'span',
    { class: 'voice-sign', attributes: { title: says } },
    icon(name, true),
    h('span', { class: 'visually-hidden' }, says),
  );
}
