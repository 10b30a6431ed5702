import type { ShownMessage } from '../../contract.ts';
import { renderComponents } from '../components/renderComponents.ts';
import { renderFileCard } from '../components/renderMedia.ts';
import type { Scene } from '../components/Scene.ts';
import { icon } from '../dom/icons.ts';
import { renderText } from '../dom/renderText.ts';
import { type Child, type ElementNode, h } from '../dom/vnode.ts';
import { renderMarkdown } from '../markdown/renderMarkdown.ts';
import { avatar } from '../sidebar/avatar.ts';
import { messageText } from './messageText.ts';
import { renderEmbed } from './renderEmbed.ts';

export interface MessageUse {
  readonly message: ShownMessage;
  readonly continues: boolean;
  readonly scene: Scene;
  /** What went wrong with one of its buttons. */
  readonly failure: string | undefined;
}

export function renderMessage(use: MessageUse): ElementNode {
  const { message, continues, scene, failure } = use;
  const name =
    scene.names.user(message.author.id) ?? message.author.global_name ?? message.author.username;
  const headId = `head-${message.id}`;
  const looks = [
    'message',
    continues && 'message-continues',
    message.ephemeral && 'message-ephemeral',
    mentionsMe(message, scene) && 'message-mentions',
  ].filter((look) => look !== false);
  return h(
    'article',
    {
      class: looks.join(' '),
      attributes: { 'aria-labelledby': headId, tabindex: -1, 'data-message-id': message.id },
    },
    renderOrigin(message, scene),
    h(
      'div',
      { class: 'message-side' },
      continues ? time(message, 'message-time-side') : avatar(message.author.id),
    ),
    h(
      'div',
      { class: 'message-body' },
      h(
        'header',
        {
          class: continues ? 'message-head visually-hidden' : 'message-head',
          attributes: { id: headId },
        },
        h('span', { class: 'message-author' }, name),
        message.author.bot === true && h('span', { class: 'badge' }, 'App'),
        !continues && time(message, 'message-time'),
      ),
      renderBody(message, scene),
      failure !== undefined &&
        h(
          'p',
          { class: 'message-failure', attributes: { role: 'alert' } },
          icon('warning'),
          failure,
        ),
      message.ephemeral && renderEphemeral(message, scene),
    ),
  );
}

function renderBody(message: ShownMessage, scene: Scene): Child[] {
  if (message.thinking) {
    return [
      h(
        'p',
        { class: 'thinking' },
        h('span', { class: 'dots', attributes: { 'aria-hidden': true } }, h('i'), h('i'), h('i')),
        `${scene.names.user(message.author.id) ?? message.author.username} is thinking…`,
      ),
    ];
  }
  const edited = message.edited_timestamp !== null && message.content !== '';
  return [
    message.content !== '' &&
      h(
        'div',
        { class: 'message-content' },
        renderMarkdown(message.content, scene.names),
        edited && h('small', { class: 'edited' }, '(edited)'),
      ),
    message.embeds.map((embed) => renderEmbed(embed, scene.names)),
    renderAttachments(message),
    message.components !== undefined &&
      message.components.length > 0 &&
      h('div', { class: 'components' }, renderComponents(message.components, scene)),
  ];
}

/** Files that no component of the message shows. */
function renderAttachments(message: ShownMessage): Child[] {
  if (message.components?.some(({ type }) => type !== 1) === true) return [];
  return message.attachments.map((attachment) => {
    const { id, url, filename, size, description } = attachment;
    const isPicture = attachment.content_type?.startsWith('image/') === true;
    return isPicture
      ? h('img', {
          key: id,
          class: 'attachment',
          attributes: { src: url, alt: description ?? filename, loading: 'lazy' },
        })
      : renderFileCard(id, url, filename, size);
  });
}

/** Whom or what it answers, in a line above it. */
function renderOrigin(message: ShownMessage, scene: Scene): Child {
  const { interaction_metadata: origin, referenced_message: replied } = message;
  if (replied !== undefined && replied !== null && message.message_reference !== undefined) {
    const name = scene.names.user(replied.author.id) ?? replied.author.username;
    const text = messageText({ ...replied, ephemeral: false, thinking: false }, scene.names);
    return h(
      'p',
      { class: 'message-origin' },
      icon('reply'),
      avatar(replied.author.id, 'avatar-tiny'),
      h('span', { class: 'visually-hidden' }, 'In reply to '),
      h('strong', {}, name),
      h('span', { class: 'message-origin-text' }, text === '' ? 'a message' : renderText(text)),
    );
  }
  if (origin === undefined || !('name' in origin) || typeof origin.name !== 'string') return null;
  const name = scene.names.user(origin.user.id) ?? origin.user.username;
  return h(
    'p',
    { class: 'message-origin' },
    icon('reply'),
    avatar(origin.user.id, 'avatar-tiny'),
    h('strong', {}, name),
    ' used ',
    h('span', { class: 'command-name' }, `/${origin.name}`),
  );
}

function renderEphemeral(message: ShownMessage, scene: Scene): ElementNode {
  return h(
    'p',
    { class: 'ephemeral-note' },
    icon('eye'),
    'Only you can see this',
    ' · ',
    h(
      'button',
      {
        class: 'link-button',
        attributes: { type: 'button' },
        on: { click: () => scene.actions.dismissMessage(message.id) },
      },
      'Dismiss message',
    ),
  );
}

function mentionsMe(message: ShownMessage, { names }: Scene): boolean {
  return message.mentions.some(({ id }) => id === names.meId);
}

function time(message: ShownMessage, look: string): ElementNode {
  const date = new Date(message.timestamp);
  return h(
    'time',
    {
      class: look,
      attributes: {
        datetime: message.timestamp,
        title: date.toLocaleString('en', { dateStyle: 'full', timeStyle: 'medium' }),
      },
    },
    date.toLocaleTimeString('en', { timeStyle: 'short' }),
  );
}
