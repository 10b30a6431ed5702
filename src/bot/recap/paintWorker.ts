/** Runs in a thread of its own: see Painter.ts. Draws one evening and answers with a PNG. */
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { Resvg } from '@resvg/resvg-js';
import { drawEvening } from './drawEvening.ts';
import type { PaintOrder } from './Painter.ts';

/** Has the letters of all languages spoken here; the image of this program has no other font. */
const FONT = import.meta.resolve(
  '@expo-google-fonts/noto-sans-jp/500Medium/NotoSansJP_500Medium.ttf',
);

const { evening, theme }: PaintOrder = workerData;
const image = new Resvg(drawEvening(evening, theme), {
  font: {
    loadSystemFonts: false,
    fontFiles: [fileURLToPath(FONT)],
    defaultFontFamily: 'Noto Sans JP',
  },
});
parentPort?.postMessage(new Uint8Array(image.render().asPng()));
