import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { renderPanel } from '#src/bot/panel/renderPanel.ts';
import { type Language, textsIn } from '#src/texts/texts.ts';
import { measurePanel } from '#test/sandbox/page/view/support/measurePanel.ts';
import { panelMessageOf, sampleWelcome } from '#test/sandbox/page/view/support/sampleWelcome.ts';
import { startView } from '#test/sandbox/page/view/support/viewInBrowser.ts';
import { NAME_SETS, samplePanel, samplePoll } from '#test/support/bot/panelViews.ts';

/**
 * `npm run panel` draws the panel in the sandbox's page, with few and many candidates and all kinds
 * of names, in several languages, with a poll open and without, on a phone and on a wide screen, and
 * prints how high it is; `--keep FOLDER` keeps the pictures.
 */
const { values } = parseArgs({ options: { keep: { type: 'string' } } });
if (values.keep !== undefined) await mkdir(values.keep, { recursive: true });

interface Drawn {
  readonly language: Language;
  readonly name: keyof typeof NAME_SETS;
  readonly count: number;
  readonly isAsked: boolean;
}

const NAMES = ['plain', 'long', 'rtl', 'japanese', 'emoji'] as const;
const DRAWN: readonly Drawn[] = [
  ...NAMES.flatMap((name) =>
    [1, 4, 8].map((count): Drawn => ({ language: 'en', name, count, isAsked: false })),
  ),
  ...[4, 8].map((count): Drawn => ({ language: 'en', name: 'long', count, isAsked: true })),
  ...(['de', 'ja'] as const).flatMap((language) =>
    [1, 4, 8].flatMap((count) =>
      [false, true].map((isAsked): Drawn => {
        return { language, name: language === 'ja' ? 'japanese' : 'long', count, isAsked };
      }),
    ),
  ),
];

process.stdout.write(
  'language names     width  candidates  poll  to the end of Stop  whole panel\n',
);
for (const { language, name, count, isAsked } of DRAWN) {
  const texts = textsIn(language);
  const names = NAME_SETS[name];
  const view = samplePanel(names, count, isAsked ? { poll: samplePoll(names) } : {});
  const message = panelMessageOf(renderPanel(texts, view));
  await using stage = await startView(sampleWelcome({ messages: [message] }));
  for (const width of [390, 1_440]) {
    await using tab = await stage.open({ width, height: 1_800 });
    const { untilStop, whole } = await measurePanel(tab.page, texts);
    const cells = [
      language.padEnd(8),
      name.padEnd(9),
      pad(width, 5),
      pad(count, 11),
      (isAsked ? 'yes' : 'no').padStart(5),
      pad(untilStop, 19),
      pad(whole, 12),
    ];
    process.stdout.write(`${cells.join(' ')}\n`);
    if (values.keep === undefined) continue;
    const asked = isAsked ? '-poll' : '';
    const path = join(values.keep, `${language}-${name}-${count}${asked}-${width}.png`);
    await tab.page.getByRole('article').last().screenshot({ path });
  }
}

function pad(value: number, width: number): string {
  return String(Math.ceil(value)).padStart(width);
}
