import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const results = z.object({
  passes: z.array(z.unknown()),
  violations: z.array(
    z.object({
      id: z.string(),
      help: z.string(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
});

/** A page that is empty breaks no rule; this one meets far more than that. */
const FEWEST_PASSES = 20;

/** What breaks a rule of accessibility on the page as it is now, as lines to read. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(await source);
  const { violations, passes } = results.parse(await page.evaluate('axe.run()'));
  if (passes.length < FEWEST_PASSES) throw new Error('The rules found nothing to look at');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${help}\n${html}\n${failureSummary}`),
  );
}
