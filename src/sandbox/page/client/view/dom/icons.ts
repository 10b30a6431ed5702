import { type ElementNode, h } from './vnode.ts';

/** Outlines on a grid of 24 x 24, drawn with a round pen. */
const PATHS = {
  lyre: 'M8.5 3.5C5 2 2.5 5.5 4 9c1.3 3 4 4.5 4 9M15.5 3.5C19 2 21.5 5.5 20 9c-1.3 3-4 4.5-4 9M5 7.5h14M10.5 7.5V18M13.5 7.5V18M7 18h10M12 18v3M9 21h6',
  hash: 'M9 3 7 21M17 3l-2 18M4 9h17M3 15h17',
  speaker: 'M4 9v6h4l5 4V5L8 9H4M16.5 8.5a5 5 0 0 1 0 7M19 6a8.5 8.5 0 0 1 0 12',
  stage: 'M12 3v6M8 6v2a4 4 0 0 0 8 0V6M5 21c0-4 3-6 7-6s7 2 7 6',
  microphone: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3M5 11a7 7 0 0 0 14 0M12 18v3',
  headphones: 'M4 15v-2a8 8 0 0 1 16 0v2M4 15v3a2 2 0 0 0 4 0v-3zM20 15v3a2 2 0 0 1-4 0v-3z',
  leave: 'M3 14c5-5 13-5 18 0l-3 3-4-2v-3M3 14l3 3 4-2v-3',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2.5.8 3.5 3 3.5 5.5',
  addPerson:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M19 8v6M16 11h6',
  workings: 'M3 12h4l3-8 4 16 3-8h4',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M19 5l-1.4 1.4M6.4 17.6 5 19',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  menu: 'M4 6h16M4 12h16M4 18h16',
  close: 'M5 5l14 14M19 5 5 19',
  chevron: 'M6 9l6 6 6-6',
  send: 'M4 4l17 8-17 8 3-8zM7 12h7',
  plus: 'M12 4v16M4 12h16',
  eye: 'M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  file: 'M6 2h8l5 5v15H6zM14 2v5h5',
  reply: 'M4 20v-8a5 5 0 0 1 5-5h11',
  external: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  play: 'M7 4v16l13-8z',
  check: 'M4 12l5 6L20 6',
  warning: 'M12 3 2 20h20zM12 10v4M12 17v.5',
  swap: 'M4 8h14l-3-3M20 16H6l3 3',
} as const;

export type IconName = keyof typeof PATHS;

/**
 * A picture beside words, or in a button with a name of its own: hidden from screen readers.
 *
 * @param struck with a line through it: switched off
 */
export function icon(name: IconName, struck = false): ElementNode {
  return h(
    'svg',
    {
      class: 'icon',
      attributes: { viewBox: '0 0 24 24', 'aria-hidden': true, focusable: 'false' },
    },
    h('path', { attributes: { d: PATHS[name] } }),
    struck && h('path', { class: 'icon-strike', attributes: { d: 'M4 3l16 18' } }),
  );
}
