import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { NEEDS_A_PERSON } from '#src/ops/exitStatus.ts';

const read = (path: string): string => readFileSync(path, 'utf8');

describe('the Dockerfile', () => {
  const stages = [...read('Dockerfile').matchAll(/^FROM \S+ AS (\S+)$/gm)].map(([, name]) => name);

  test('makes the bot unless told otherwise, and the sandbox by name', () => {
    expect(stages.at(-1)).toBe('bot');
    expect(stages).toContain('sandbox');
    for (const path of ['compose.yaml', 'compose.secrets.yaml']) {
      const { services } = z
        .object({
          services: z.object({ lyrebird: z.object({ build: z.object({ target: z.string() }) }) }),
        })
        .parse(parse(read(path)));
      expect(services.lyrebird.build.target).toBe('bot');
    }
  });

  test('has the commands that the guide names', () => {
    const [, list = ''] = /^for command in (.*); do$/m.exec(read('scripts/image/root.sh')) ?? [];
    const guide = read('docs/self-hosting.md');
    const named = [...guide.matchAll(/docker compose exec (?:-T )?lyrebird (\w+)/g)].map(
      ([, name]) => name,
    );
    expect(new Set(named.filter((name) => name !== 'node'))).toEqual(new Set(list.split(' ')));
    for (const name of list.split(' ')) {
      expect(read(`src/${name}/main.ts`)).toMatch(/^#!\/usr\/bin\/env -S node /);
    }
  });

  test('gets every file that it copies', () => {
    const copied = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(
      ([, paths = '']) => paths.split(' '),
    );
    const sent = read('.dockerignore')
      .split('\n')
      .flatMap((line) => line.match(/^!(.*)/)?.[1] ?? []);
    expect(copied.length).toBeGreaterThan(5);
    for (const path of copied) {
      expect(existsSync(path), path).toBe(true);
      expect(
        sent.some((each) => path === each || path.startsWith(`${each}/`)),
        path,
      ).toBe(true);
    }
  });
});

test("the unit knows the program's place, its status for a person, and the data that survive", () => {
  const unit = read('contrib/lyrebird.service');
  expect(unit).toContain(`RestartPreventExitStatus=${NEEDS_A_PERSON}\n`);
  const [, program = '', main = ''] =
    /^ExecStart=\/opt\/lyrebird\/(\S+) .*?(src\/\S+)/m.exec(unit) ?? [];
  expect(existsSync(program)).toBe(true);
  expect(existsSync(main)).toBe(true);
  expect(unit).toContain('StateDirectory=lyrebird\n');
  expect(unit).toContain('Environment=DATA_DIR=/var/lib/lyrebird\n');
});

test('nothing of a binary that is fetched: Opus is compiled from the sources of the lock file', () => {
  const { scripts, allowScripts } = z
    .object({
      scripts: z.object({ install: z.string() }),
      allowScripts: z.record(z.string(), z.boolean()),
    })
    .parse(JSON.parse(read('package.json')));
  expect(scripts.install).toBe('node scripts/buildOpus.js');
  expect(allowScripts['@discordjs/opus']).toBe(false);
  expect(read('scripts/buildOpus.js')).toContain("'install', '--build-from-source'");
});
