import { type ElementNode, h } from '../dom/vnode.ts';

/** Somebody's picture, beside their name. */
export function avatar(userId: string, look = ''): ElementNode {
  return h('img', {
    key: userId,
    class: `avatar ${look}`.trim(),
    attributes: { src: `/avatars/${userId}`, alt: '', width: 40, height: 40, draggable: 'false' },
  });
}
