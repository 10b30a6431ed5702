import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { Program } from '#test/e2e/support/processes.ts';

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;

/** `npm start` with nothing configured, and a browser to look at its page. */
export interface PageStage extends AsyncDisposable {
  readonly program: Program;
  readonly browser: Browser;
  /** The address that the program printed. */
  readonly url: string;
  /** Opens the page in a tab of its own; what goes wrong in it is kept in `errors`. */
  openTab(options?: TabOptions): Promise<Page>;
  readonly errors: string[];
}

export interface TabOptions {
  readonly colorScheme?: 'dark' | 'light';
  readonly reducedMotion?: 'reduce' | 'no-preference';
  readonly width?: number;
  readonly height?: number;
}

export async function startBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--headless=shell', '--disable-quic', '--disable-background-networking'],
  });
}

export async function startPageStage(): Promise<PageStage> {
  await using starting = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'lyrebird-page-'));
  starting.defer(() => rm(directory, { recursive: true, force: true }));
  const { program } = await Program.start({
    file: 'src/main.ts',
    env: { DATA_DIR: directory },
    isReady: (line) => line.includes('help'),
  });
  starting.defer(async () => void (await program.stop()));
  const browser = await startBrowser();
  starting.defer(() => browser.close());
  const url = ADDRESS.exec(program.output)?.[0];
  if (url === undefined) throw new Error(`It printed no address\n${program.output}`);
  const errors: string[] = [];

  const openTab = async (options: TabOptions = {}): Promise<Page> => {
    const { width = 1_440, height = 900, ...rest } = options;
    const context = await browser.newContext({ viewport: { width, height }, ...rest });
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
    await page.goto(url);
    return page;
  };
  const stack = starting.move();
  return {
    program,
    browser,
    url,
    openTab,
    errors,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
