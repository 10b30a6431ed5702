import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { renderPanel } from '#src/bot/panel/renderPanel.ts';
import { ENGLISH } from '#src/texts/texts.ts';
import { measurePanel } from '#test/sandbox/page/view/support/measurePanel.ts';
import { panelMessageOf, sampleWelcome } from '#test/sandbox/page/view/support/sampleWelcome.ts';
import { startView } from '#test/sandbox/page/view/support/viewInBrowser.ts';
import { NAME_SETS, samplePanel } from '#test/support/bot/panelViews.ts';

/**
 * `npm run panel` draws the panel in the sandbox's page, with few and many candidates and all kinds
 * of names, on a phone and on a wide screen, and prints how high it is; `--keep FOLDER` keeps the
 * pictures.
 */
const { values } = parseArgs({ options: { keep: { type: 'string' } } });
if (values.keep !== undefined) await mkdir(values.keep, { recursive: true });

process.stdout.write('names     width  candidates  to the end of Stop  whole panel\n');
for (const [name, names] of Object.entries(NAME_SETS)) {
  for (const count of [1, 4, 8]) {
    const message = panelMessageOf(renderPanel(ENGLISH, samplePanel(names, count)));
    await using stage = await startView(sampleWelcome({ messages: [message] }));
    for (const width of [390, 1_440]) {
      await using tab = await stage.open({ width, height: 1_600 });
      const { untilStop, whole } = await measurePanel(tab.page);
      const cells = [
        name.padEnd(9),
        pad(width, 5),
        pad(count, 11),
        pad(untilStop, 19),
        pad(whole, 12),
      ];
      process.stdout.write(`${cells.join(' ')}\n`);
      if (values.keep === undefined) continue;
      const path = join(values.keep, `${name}-${count}-${width}.png`);
      await tab.page.getByRole('article').last().screenshot({ path });
    }
  }
}

function pad(value: number, width: number): string {
  return String(Math.ceil(value)).padStart(width);
}
