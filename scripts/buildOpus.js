/**
 * What npm runs after an install: compiles @discordjs/opus from its sources, for which package-lock.json
 * vouches. The package's own install step would fetch a binary for which nobody does, so package.json
 * keeps it from running; what an npm too old for that has fetched is thrown away. Where it cannot be
 * compiled, the bot encodes with opusscript, and says so. `opus/include.gypi` adds what the package's build
 * files leave out.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Left behind by a compilation, and by nothing else. */
const TRACE = 'build-tmp-napi-v3';
const LAST_LINES = 6;

const require = createRequire(import.meta.url);

function folderOf(name) {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    // Optional, and left out: with npm ci --omit=optional, for example.
    return undefined;
  }
}

const opus = folderOf('@discordjs/opus');
const builder = folderOf('@discordjs/node-pre-gyp');

if (opus !== undefined && builder !== undefined && !isBuilt(opus)) {
  rmSync(join(opus, 'prebuild'), { recursive: true, force: true });
  const program = join(builder, 'bin', 'node-pre-gyp');
  const args = [program, 'install', '--build-from-source'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: opus,
    encoding: 'utf8',
    env: { ...process.env, GYP_CONFIG_DIR: join(import.meta.dirname, 'opus') },
  });
  if (status !== 0) {
    rmSync(join(opus, 'prebuild'), { recursive: true, force: true });
    const told = `${stdout}\n${stderr}`.trim().split('\n').slice(-LAST_LINES).join('\n');
    process.stderr.write(
      `${told}\nOpus cannot be compiled, so a slower encoder is used: install Python 3 and a C++ compiler, then npm ci again.\n`,
    );
  }
}

function isBuilt(folder) {
  if (!existsSync(join(folder, TRACE))) return false;
  try {
    require('@discordjs/opus');
    return true;
  } catch {
    // For another version of Node.
    return false;
  }
}
