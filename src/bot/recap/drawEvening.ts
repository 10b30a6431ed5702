import {
  area,
  curveBasis,
  type Series,
  stack,
  stackOffsetWiggle,
  stackOrderInsideOut,
} from 'd3-shape';
import type { Evening, Highlight, Part } from '#src/control/evening.ts';
import { promptKey } from '#src/crowd/typed/memberText.ts';
import { labelPlace, shownName, textWidth } from './labels.ts';
import { THEMES, type Theme } from './themes.ts';

/** In pixels. Discord shows it half as wide on a desktop, and a third on a phone. */
const WIDTH = 1_200;
const HEIGHT = 760;
const MARGIN = 40;
const PINS = { top: 34, row: 44, radius: 18, rows: 3 } as const;
const GRAPH_BOTTOM = 560;
const AXIS_Y = 598;
const KEY = { top: 648, row: 44, columns: 4, dot: 32, gap: 24 } as const;
const FONT_SIZE = 24;
/** Minutes between two marks of the axis: the least that gives no more than eight. */
const STEPS_MIN = [1, 2, 5, 10, 15, 30, 60, 120] as const;
const MOST_TICKS = 8;
const MS_PER_MIN = 60_000;

/** Its key is the part's place among all. */
type Layer = Series<readonly number[], number>;

/**
 * The evening as a stream graph, in SVG: the wider a stream, the larger its share; pins with the numbers
 * of the highlights above it, and below, on the axis, sessions that took over and loops. Times are those
 * since the beginning, which are the same for everybody.
 */
export function drawEvening(evening: Evening, theme: Theme): string {
  const { fromMs, toMs, parts } = evening;
  const colours = THEMES[theme];
  const x = linear(fromMs, toMs, MARGIN, WIDTH - MARGIN);
  const pins = pinsOf(evening, x);
  const graphTop = PINS.top + PINS.row * Math.max(0, ...pins.map(({ row }) => row + 1)) + 12;
  const layers = layersOf(parts);
  const extent = layers.flat().flat();
  const y = linear(Math.min(...extent), Math.max(...extent), GRAPH_BOTTOM, graphTop);
  const count = layers[0]?.length ?? 0;
  const xAt = linear(0, Math.max(1, count - 1), MARGIN, WIDTH - MARGIN);
  const colourOf = (index: number): string =>
    parts[index]?.text === null ? colours.rest : (colours.streams[index] ?? colours.rest);
  const stream = area<readonly [number, number]>()
    .x((_, index) => xAt(index))
    .y0(([low]) => y(low))
    .y1(([, high]) => y(high))
    .curve(curveBasis);
  const streams = layers.map(
    (layer) =>
      `<path d="${stream(layer.map(([low, high]) => [low, high] as const))}" fill="${colourOf(layer.key)}" stroke="${colours.ground}" stroke-width="2"/>`,
  );
  const labels = layers.map((layer) => {
    const name = shownName(parts[layer.key]?.text ?? '');
    const edges = layer.map(([low, high]) => ({ top: y(high), bottom: y(low) }));
    const place = labelPlace(name, edges, xAt);
    return place === undefined
      ? ''
      : text(place.x, place.y, name, {
          fill: colours.onStream,
          size: place.size,
          anchor: 'middle',
        });
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" rx="24" fill="${colours.ground}"/>`,
    ...axis(evening, x, graphTop, theme),
    ...streams,
    ...drawnPins(pins, parts, theme, colourOf),
    ...labels,
    ...key(parts, theme, colourOf),
    '</svg>',
  ].join('\n');
}

/** Smooth, since a vote moves the music over some seconds, and no eye takes steps for a stream. */
function layersOf(parts: readonly Part[]): readonly Layer[] {
  const smooth = parts.map(({ shares }) => smoothed(smoothed(smoothed(shares))));
  const rows = (smooth[0] ?? []).map((_, at) => smooth.map((shares) => shares[at] ?? 0));
  return stack<readonly number[], number>()
    .keys(parts.keys())
    .value((row, index) => row[index] ?? 0)
    .order(stackOrderInsideOut)
    .offset(stackOffsetWiggle)(rows);
}

function smoothed(values: readonly number[]): readonly number[] {
  return values.map(
    (value, at) => ((values[at - 1] ?? value) + 2 * value + (values[at + 1] ?? value)) / 4,
  );
}

/** Times since the beginning; sessions that took over as diamonds, loops as rings. */
function axis(
  { fromMs, toMs, handoversMs, loopsMs }: Evening,
  x: (atMs: number) => number,
  graphTop: number,
  theme: Theme,
): readonly string[] {
  const { faint, quiet } = THEMES[theme];
  const minutes = (toMs - fromMs) / MS_PER_MIN;
  const step = STEPS_MIN.find((one) => minutes / one <= MOST_TICKS) ?? STEPS_MIN[7];
  const ticks = Array.from({ length: Math.floor(minutes / step) + 1 }, (_, nth) => nth * step);
  const line = `<path d="M${MARGIN} ${AXIS_Y}H${WIDTH - MARGIN}" stroke="${faint}" stroke-width="2"/>`;
  return [
    line,
    ...ticks.flatMap((minute) => {
      const at = x(fromMs + minute * MS_PER_MIN);
      const isLast = at > WIDTH - MARGIN - 60;
      const anchor = minute === 0 ? 'start' : isLast ? 'end' : 'middle';
      return [
        `<path d="M${round(at)} ${graphTop - 8}V${AXIS_Y}" stroke="${faint}" stroke-width="2" stroke-dasharray="2 8"/>`,
        text(at, AXIS_Y + 30, clockOf(minute), { fill: quiet, size: 22, anchor }),
      ];
    }),
    ...handoversMs.map((atMs) => {
      const at = round(x(atMs));
      return `<path d="M${at} ${AXIS_Y - 9}l7 9l-7 9l-7 -9z" fill="${quiet}"/>`;
    }),
    ...loopsMs.map((atMs) => {
      const at = round(x(atMs));
      return `<circle cx="${at}" cy="${AXIS_Y}" r="9" fill="${THEMES[theme].ground}" stroke="${THEMES[theme].alarm}" stroke-width="4"/>`;
    }),
  ];
}

interface Pin {
  readonly highlight: Highlight;
  readonly x: number;
  /** 0 is the lowest. */
  readonly row: number;
}

/** One above the other where they are close. */
function pinsOf({ highlights }: Evening, x: (atMs: number) => number): readonly Pin[] {
  const lastOf: number[] = [];
  return highlights.map((highlight) => {
    const edge = MARGIN + PINS.radius;
    const at = Math.min(Math.max(x(highlight.atMs), edge), WIDTH - edge);
    const isFree = (row: number): boolean => at - (lastOf[row] ?? -WIDTH) >= 2 * PINS.radius + 6;
    const row = Array.from({ length: PINS.rows }, (_, nth) => nth).find(isFree) ?? 0;
    lastOf[row] = at;
    return { highlight, x: at, row };
  });
}

/** Numbers of the highlights, in the colour of what was proposed. */
function drawnPins(
  pins: readonly Pin[],
  parts: readonly Part[],
  theme: Theme,
  colourOf: (index: number) => string,
): readonly string[] {
  const { ground, text: strong, onStream, alarm } = THEMES[theme];
  const rows = Math.max(0, ...pins.map(({ row }) => row + 1));
  const drawn = pins.map(({ highlight, x, row }, index) => {
    const y = PINS.top + (rows - 1 - row) * PINS.row;
    const part = highlight.kind === 'proposed' ? partOf(highlight, parts) : -1;
    const plain = highlight.kind === 'decided' && !highlight.hasPassed ? alarm : strong;
    const fill = part < 0 ? plain : colourOf(part);
    const ink = part < 0 ? ground : onStream;
    return {
      line: `<path d="M${round(x)} ${y}V${GRAPH_BOTTOM}" stroke="${fill}" stroke-width="2" stroke-opacity="0.6"/>`,
      head: `<circle cx="${round(x)}" cy="${y}" r="${PINS.radius}" fill="${fill}" stroke="${ground}" stroke-width="3"/>`,
      number: text(x, y + 8, String(index + 1), { fill: ink, size: 22, anchor: 'middle' }),
    };
  });
  return [...drawn.map(({ line }) => line), ...drawn.flatMap(({ head, number }) => [head, number])];
}

function partOf(
  { texts }: Extract<Highlight, { kind: 'proposed' }>,
  parts: readonly Part[],
): number {
  const keys = new Set(texts.map(promptKey));
  return parts.findIndex(({ text: name }) => name !== null && keys.has(promptKey(name)));
}

/** Each colour with its name and its share of the whole evening. */
function key(
  parts: readonly Part[],
  theme: Theme,
  colourOf: (index: number) => string,
): readonly string[] {
  const { text: strong, quiet } = THEMES[theme];
  const width = (WIDTH - 2 * MARGIN) / KEY.columns;
  return parts
    .flatMap(({ text: name, mean }, index) => (name === null ? [] : [{ name, mean, index }]))
    .flatMap(({ name, mean, index }, nth) => {
      const left = MARGIN + (nth % KEY.columns) * width;
      const top = KEY.top + Math.floor(nth / KEY.columns) * KEY.row;
      const percent = `${Math.round(100 * mean)}%`;
      const room = width - KEY.dot - KEY.gap - textWidth(percent, FONT_SIZE) - 12;
      const shown = escaped(shownName(name, room, FONT_SIZE));
      return [
        `<circle cx="${left + 11}" cy="${top + 16}" r="11" fill="${colourOf(index)}"/>`,
        `<text x="${left + KEY.dot}" y="${top + 25}" fill="${strong}" font-size="${FONT_SIZE}">${shown}<tspan dx="10" fill="${quiet}">${percent}</tspan></text>`,
      ];
    });
}

function text(
  x: number,
  y: number,
  content: string,
  { fill, size, anchor }: { readonly fill: string; readonly size: number; readonly anchor: string },
): string {
  return `<text x="${round(x)}" y="${round(y)}" fill="${fill}" font-size="${size}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

function escaped(content: string): string {
  return content.replace(/[&<>"']/gu, (one) => `&#${one.charCodeAt(0)};`);
}

/** `1:05`. */
function clockOf(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The straight line through two points. */
function linear(from: number, to: number, first: number, last: number): (value: number) => number {
  return (value) => first + ((last - first) * (value - from)) / (to - from);
}
