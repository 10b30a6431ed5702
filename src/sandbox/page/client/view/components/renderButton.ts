import type { APIButtonComponent } from 'discord-api-types/v10';
import { icon } from '../dom/icons.ts';
import { renderText } from '../dom/renderText.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import { BUTTON_CLASSES, LINK_BUTTON, PREMIUM_BUTTON } from './componentTypes.ts';
import { renderEmoji } from './renderEmoji.ts';
import type { Scene } from './Scene.ts';

export function renderButton(button: APIButtonComponent, scene: Scene, place: number): ElementNode {
  const look = `button ${BUTTON_CLASSES[button.style] ?? ''}`;
  if (button.style === PREMIUM_BUTTON) {
    return h(
      'button',
      {
        key: `premium ${place}`,
        class: look,
        attributes: { type: 'button', 'aria-disabled': true },
      },
      'Subscribe',
    );
  }
  const content = [
    renderEmoji(button.emoji),
    button.label !== undefined && h('span', { class: 'button-label' }, renderText(button.label)),
  ];
  if (button.style === LINK_BUTTON) {
    const off = button.disabled === true;
    return h(
      'a',
      {
        key: button.url,
        class: look,
        attributes: {
          href: off ? undefined : button.url,
          'aria-disabled': off ? true : undefined,
          role: off ? 'link' : undefined,
          target: '_blank',
          rel: 'noreferrer noopener',
        },
      },
      content,
      icon('external'),
      h('span', { class: 'visually-hidden' }, '(opens in a new tab)'),
    );
  }
  const { custom_id: customId } = button;
  const pending = scene.pending.has(customId);
  const off = button.disabled === true;
  return h(
    'button',
    {
      key: customId,
      class: pending ? `${look} button-pending` : look,
      attributes: {
        type: 'button',
        'data-custom-id': customId,
        // Not `disabled`, which would take the focus away from somebody who has just pressed it.
        'aria-disabled': off ? true : undefined,
        'aria-busy': pending ? true : undefined,
        'aria-label': button.label === undefined ? (button.emoji?.name ?? 'Button') : undefined,
      },
      on: {
        click: () => {
          if (!off) void scene.actions.press(scene.owner, customId);
        },
      },
    },
    content,
  );
}
