import { readFile } from 'node:fs/promises';
import chromium from '@sparticuz/chromium';
import { type Page, chromium as playwright } from 'playwright-core';
import type { PageEvent, Welcome } from '#src/sandbox/page/client/wire.ts';
import type { Call, FakeBackend } from './FakeBackend.ts';
import { serveView } from './serveView.ts';

declare global {
  var fake: FakeBackend;
}

const AXE = new URL('../../../../../node_modules/axe-core/axe.min.js', import.meta.url);

/** One tab with the view in it, and what went wrong there. */
export interface Tab extends AsyncDisposable {
  readonly page: Page;
  readonly errors: string[];
}

export interface TabOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'dark' | 'light';
}

export interface ViewStage extends AsyncDisposable {
  open(options?: TabOptions): Promise<Tab>;
}

/** The real view in a real browser, with a backend that the test plays. */
export async function startView(welcome: Welcome): Promise<ViewStage> {
  await using starting = new AsyncDisposableStack();
  const served = starting.use(await serveView(welcome));
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--headless=shell', '--disable-quic', '--disable-background-networking'],
  });
  starting.defer(() => browser.close());
  const stack = starting.move();
  return {
    async open({ width = 1_280, height = 800, colorScheme = 'dark' } = {}) {
      const viewport = { width, height };
      // The accessibility rules are put into the page by the test.
      const context = await browser.newContext({ viewport, colorScheme, bypassCSP: true });
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (said) => {
        if (said.type() === 'error') errors.push(said.text());
      });
      await page.goto(served.url);
      await page.getByRole('combobox', { name: 'Message #music' }).waitFor();
      return { page, errors, [Symbol.asyncDispose]: () => context.close() };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

export function emit(page: Page, event: PageEvent): Promise<void> {
  return page.evaluate((given) => globalThis.fake.emit(given), event);
}

/** What the view asked its backend for last. */
export async function lastCall(page: Page): Promise<Call | undefined> {
  return page.evaluate(() => globalThis.fake.calls.at(-1));
}

export function focusedName(page: Page): Promise<unknown> {
  return page.evaluate('document.activeElement?.textContent');
}

/** Rules of axe-core that the page breaks, and by which elements. */
export async function violations(page: Page): Promise<unknown> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  return page.evaluate(
    'axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))',
  );
}
