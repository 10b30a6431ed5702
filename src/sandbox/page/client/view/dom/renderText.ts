import { type Child, type ElementNode, h } from './vnode.ts';

/** A shape in a square of 24 x 24. */
type Shape = readonly [tag: string, attributes: Readonly<Record<string, string | number>>];

const KEY: Shape = ['rect', { x: 1.5, y: 1.5, width: 21, height: 21, rx: 5, fill: '#3f74d1' }];
const line = (d: string, stroke: string, width: number): Shape => [
  'path',
  { d, fill: 'none', stroke, 'stroke-width': width, 'stroke-linecap': 'round' },
];
const area = (d: string, fill: string): Shape => ['path', { d, fill }];
const dot = (cx: number, cy: number, r: number, fill: string): Shape => [
  'circle',
  { cx, cy, r, fill },
];
const NOTE = '#7a8ff0';
const SKIN = '#f2b632';
const THUMB =
  'M9 10.5 13 3c2 0 2.8 1.4 2.4 3.5L14.8 9.5H20a1.8 1.8 0 0 1 1.7 2.3l-2 7A2.2 2.2 0 0 1 17.6 20.5H9zM2.5 10.5h4v10h-4z';

/**
 * Drawings of the emoji that a music bot is likely to use, because not every machine that shows
 * this page has a font for them. Others are left to the machine.
 */
const PICTOGRAMS: Readonly<Record<string, readonly Shape[]>> = {
  '▶': [KEY, area('M8.5 6.5v11l9-5.5z', '#fff')],
  '⏸': [KEY, area('M7.5 7h3v10h-3zM13.5 7h3v10h-3z', '#fff')],
  '⏹': [KEY, area('M7.5 7.5h9v9h-9z', '#fff')],
  '⏩': [KEY, area('M5.5 7v10l6.5-5zM12 7v10l6.5-5z', '#fff')],
  '⏪': [KEY, area('M18.5 7v10L12 12zM12 7v10l-6.5-5z', '#fff')],
  '➕': [line('M12 4v16M4 12h16', '#5f8fe8', 4)],
  '➖': [line('M4 12h16', '#5f8fe8', 4)],
  '☀': [
    line(
      'M12 1.5v3M12 19.5v3M1.5 12h3M19.5 12h3M4.5 4.5l2 2M17.5 17.5l2 2M4.5 19.5l2-2M17.5 6.5l2-2',
      '#eba92f',
      2.2,
    ),
    dot(12, 12, 5, '#f2b632'),
  ],
  '🌙': [area('M21 14.5A9.5 9.5 0 0 1 9.5 3a9.5 9.5 0 1 0 11.5 11.5z', '#d9a93c')],
  '🔄': [
    KEY,
    line('M6.8 10.5a5.5 5.5 0 0 1 10-1.2M17.2 13.5a5.5 5.5 0 0 1-10 1.2', '#fff', 2),
    area('M18.6 6v5h-5zM5.4 18v-5h5z', '#fff'),
  ],
  '⏳': [
    area('M6 2h12v3l-4.5 7 4.5 7v3H6v-3l4.5-7L6 5z', '#b98a4a'),
    area('M8 4h8v1l-4 6-4-6zM12 14l4 5v1H8v-1z', '#ffe1a6'),
  ],
  '✏': [
    area('M4 20l1.2-5.2L16 4l4 4L9.2 18.8z', '#f0b03c'),
    area('M16 4l1.5-1.5a1.5 1.5 0 0 1 2 0l2 2a1.5 1.5 0 0 1 0 2L20 8z', '#e5738a'),
    area('M4 20l1.2-5.2 4 4z', '#7a5a34'),
  ],
  '🎲': [
    ['rect', { x: 2.5, y: 2.5, width: 19, height: 19, rx: 4, fill: '#f3f4f7', stroke: '#8d96a5' }],
    ...[7.5, 16.5].flatMap((x) => [dot(x, 7.5, 2, '#c2353a'), dot(x, 16.5, 2, '#c2353a')]),
    dot(12, 12, 2, '#c2353a'),
  ],
  '👍': [area(THUMB, SKIN)],
  '👎': [['path', { d: THUMB, fill: SKIN, transform: 'matrix(1 0 0 -1 0 24)' }]],
  '🎛': [
    ['rect', { x: 2, y: 3, width: 20, height: 18, rx: 3, fill: '#5b6473' }],
    line('M7 7v10M12 7v10M17 7v10', '#cfd5df', 1.6),
    ...[
      [7, 14],
      [12, 9],
      [17, 12],
    ].map(([x = 0, y = 0]): Shape => dot(x, y, 2.2, '#f2b632')),
  ],
  '🔁': [
    KEY,
    line('M6 11V9.5A2.5 2.5 0 0 1 8.5 7H15M18 13v1.5a2.5 2.5 0 0 1-2.5 2.5H9', '#fff', 2),
    area('M14.5 4v6l4-3zM9.5 14v6l-4-3z', '#fff'),
  ],
  '💤': [line('M4 11h7l-7 9h7', '#6f8df0', 2.4), line('M14 4h6l-6 7h6', '#6f8df0', 2)],
  '🚫': [
    ['circle', { cx: 12, cy: 12, r: 9, fill: 'none', stroke: '#d8453f', 'stroke-width': 3.4 }],
    line('M5.8 5.8l12.4 12.4', '#d8453f', 3.4),
  ],
  '⚠': [area('M12 2.5 23 21.5H1z', '#f2b632'), line('M12 9v5.5M12 18v.1', '#3a2a00', 2.4)],
  '🔊': [
    area('M3 9v6h4l5 4.5v-15L7 9z', '#8296ba'),
    line('M15.5 8.5a5 5 0 0 1 0 7M18 5.5a9 9 0 0 1 0 13', '#8296ba', 2),
  ],
  '🎵': [area('M9 3h2.5c1 4 6 4 5.5 9-1.5-3-4-3.5-5.5-3.5V17H9z', NOTE), dot(8, 17.5, 3.5, NOTE)],
  '🎶': [
    area('M8 5l12-2v3L8 8z', NOTE),
    line('M9 6v11M19 4v11', NOTE, 2),
    dot(7, 17.5, 3, NOTE),
    dot(17, 15.5, 3, NOTE),
  ],
};

/** With the mark that asks for a picture rather than a letter, where it stands. */
const EMOJI = `(${Object.keys(PICTOGRAMS).join('|')})\\u{FE0F}?`;
/** Unicode's marks around words whose direction is their own, for which HTML has an element. */
const ISOLATE = '\\u{2068}([^\\u{2066}-\\u{2069}]*)\\u{2069}';
const PATTERN = new RegExp(`${EMOJI}|${ISOLATE}`, 'gu');

/**
 * Plain text as elements: drawings in the place of emoji that machines may lack, and words that
 * are kept apart from the direction of what is around them.
 */
export function renderText(text: string): Child[] {
  const children: Child[] = [];
  let from = 0;
  for (const match of text.matchAll(PATTERN)) {
    const [all, emoji, isolated] = match;
    children.push(text.slice(from, match.index));
    const shapes = PICTOGRAMS[emoji ?? ''];
    if (shapes !== undefined) children.push(pictogram(all, shapes));
    else if (isolated !== undefined) children.push(h('bdi', {}, renderText(isolated)));
    from = match.index + all.length;
  }
  return [...children, text.slice(from)];
}

function pictogram(emoji: string, shapes: readonly Shape[]): ElementNode {
  return h(
    'svg',
    { class: 'pictogram', attributes: { viewBox: '0 0 24 24', role: 'img', 'aria-label': emoji } },
    shapes.map(([tag, attributes]) => h(tag, { attributes })),
  );
}
