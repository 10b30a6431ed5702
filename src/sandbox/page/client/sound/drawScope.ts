import { SpectrumBands } from './SpectrumBands.ts';

export interface ScopeSource {
  readonly analyser: () => AnalyserNode | undefined;
  readonly levelDbfs: () => number;
}

const FALLBACK = { low: '#5865f2', high: '#eb459e', line: '#ffffff' } as const;
/** How often colours are looked up: a change of theme shows at the next. */
const RECOLOUR_MS = 500;
/** Thirty pictures a second are smooth enough, and leave the cores to the sound. */
const FRAME_MS = 1_000 / 30;
/** Half a screen refresh: a picture that is due a moment later is drawn now. */
const EARLY_MS = 8;
/** Those who prefer reduced motion see the level as a bar that moves in steps. */
const STILL_EVERY_MS = 500;
const QUIETEST_DBFS = -60;
/** Wide enough for a finger's breadth of detail, few enough to tell apart. */
const BAND_PX = 9;
const GAP_SHARE = 0.28;
const LINE_PX = 1.5;
/** How far the wave goes from the middle, as a share of the height; quiet music is lifted. */
const REACH = 0.44;
const LIFT = 2.2;

// As colours, the properties come resolved: `light-dark()` and the like mean nothing to a canvas.
for (const [name, initialValue] of Object.entries(FALLBACK)) {
  CSS.registerProperty({
    name: `--scope-${name}`,
    syntax: '<color>',
    inherits: true,
    initialValue,
  });
}

/** Draws spectrum and scope into a canvas until the returned function is called. */
export function drawScope(canvas: HTMLCanvasElement, source: ScopeSource): () => void {
  const context = canvas.getContext('2d');
  if (context === null) return () => {};
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const bands = new SpectrumBands();
  const wave = new Float32Array(1_024);
  let colours: Colours = FALLBACK;
  let recolourAtMs = 0;
  let drawAtMs = 0;
  let visible = true;
  let handle = 0;

  const seen = new IntersectionObserver((entries) => {
    visible = entries.at(-1)?.isIntersecting ?? true;
  });
  seen.observe(canvas);

  const draw = (nowMs: number): void => {
    handle = requestAnimationFrame(draw);
    if (!visible || nowMs < drawAtMs - EARLY_MS) return;
    drawAtMs = nowMs + (still.matches ? STILL_EVERY_MS : FRAME_MS);
    const { width, height } = fitPixels(canvas);
    if (width === 0 || height === 0) return;
    if (nowMs >= recolourAtMs) {
      recolourAtMs = nowMs + RECOLOUR_MS;
      colours = coloursOf(canvas);
    }
    context.clearRect(0, 0, width, height);
    const gradient = context.createLinearGradient(0, height, 0, 0);
    gradient.addColorStop(0, colours.low);
    gradient.addColorStop(1, colours.high);
    context.fillStyle = gradient;
    if (still.matches) {
      drawLevel(context, width, height, source.levelDbfs());
      return;
    }
    const scale = window.devicePixelRatio;
    const count = Math.max(8, Math.floor(width / (BAND_PX * scale)));
    const analyser = source.analyser();
    drawBands(context, width, height, bands.read(analyser, count, nowMs));
    if (analyser === undefined) return;
    analyser.getFloatTimeDomainData(wave);
    context.strokeStyle = colours.line;
    context.lineWidth = LINE_PX * scale;
    drawWave(context, width, height, wave);
  };
  handle = requestAnimationFrame(draw);

  return () => {
    cancelAnimationFrame(handle);
    seen.disconnect();
  };
}

interface Colours {
  readonly low: string;
  readonly high: string;
  readonly line: string;
}

function coloursOf(canvas: HTMLCanvasElement): Colours {
  const style = getComputedStyle(canvas);
  const read = (name: keyof Colours): string =>
    style.getPropertyValue(`--scope-${name}`).trim() || FALLBACK[name];
  return { low: read('low'), high: read('high'), line: read('line') };
}

/** As many pixels as the layout gives it, on sharp screens, too. */
function fitPixels(canvas: HTMLCanvasElement): { readonly width: number; readonly height: number } {
  const width = Math.round(canvas.clientWidth * window.devicePixelRatio);
  const height = Math.round(canvas.clientHeight * window.devicePixelRatio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return { width, height };
}

function drawBands(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  { levels, peaks }: { readonly levels: Float32Array; readonly peaks: Float32Array },
): void {
  const step = width / levels.length;
  const bar = step * (1 - GAP_SHARE);
  const cap = Math.max(2, height * 0.02);
  const path = new Path2D();
  for (const [index, level] of levels.entries()) {
    const x = index * step + (step - bar) / 2;
    const tall = Math.max(cap, level * (height - cap));
    path.roundRect(x, height - tall, bar, tall, [bar / 2, bar / 2, 0, 0]);
  }
  context.globalAlpha = 0.9;
  context.fill(path);
  context.globalAlpha = 0.6;
  for (const [index, peak] of peaks.entries()) {
    const x = index * step + (step - bar) / 2;
    context.fillRect(x, height - Math.max(cap, peak * (height - cap)) - cap, bar, cap / 2);
  }
  context.globalAlpha = 1;
}

/** Begins where the wave rises through zero, so that a steady tone stands still. */
function drawWave(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  wave: Float32Array,
): void {
  const shown = wave.length / 2;
  let start = 0;
  while (start < shown && !((wave[start] ?? 0) <= 0 && (wave[start + 1] ?? 0) > 0)) start += 1;
  if (start === shown) start = 0;
  context.beginPath();
  for (let n = 0; n < shown; n += 1) {
    const x = (n / (shown - 1)) * width;
    // Quiet at both ends: the line grows out of the middle.
    const window = Math.sin((Math.PI * n) / (shown - 1)) ** 0.5;
    const y = height * (0.5 - REACH * window * Math.tanh(LIFT * (wave[start + n] ?? 0)));
    if (n === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.globalAlpha = 0.85;
  context.stroke();
  context.globalAlpha = 1;
}

function drawLevel(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  levelDbfs: number,
): void {
  const share = Math.min(1, Math.max(0, 1 - levelDbfs / QUIETEST_DBFS));
  const tall = height * 0.3;
  context.globalAlpha = 0.25;
  context.fillRect(0, (height - tall) / 2, width, tall);
  context.globalAlpha = 1;
  context.fillRect(0, (height - tall) / 2, width * share, tall);
}
