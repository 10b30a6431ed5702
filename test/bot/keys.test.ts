import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#src/clock.ts';
import { startGenerator } from '#src/generator/GeneratorServer.ts';
import { encryptionSecret, SECRET_FILE } from '#src/keys/encryptionSecret.ts';
import { Seal } from '#src/keys/Seal.ts';
import { ServerKeys } from '#src/keys/ServerKeys.ts';
import type { Log } from '#src/log.ts';
import { silentLog } from '#src/log.ts';
import { tryLyria } from '#src/lyria/trial.ts';
import { createLogger } from '#src/ops/logger.ts';
import { Secrets } from '#src/redact/Secrets.ts';
import { KeyRing } from '#src/station/KeyRing.ts';
import { backUp } from '#src/store/backup.ts';
import type { Store } from '#src/store/openStore.ts';
import { textsIn } from '#src/texts/texts.ts';
import { storeIn, temporaryDirectory } from '#test/store/directories.ts';
import { startBot } from '#test/support/bot/botInSandbox.ts';
import { createCountingSource } from '#test/support/generator/CountingSource.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';

/** Nothing about it looks like one of Google's: only who knows it can blot it out. */
const GOOD = 'the-servers-own-key-4711-4712';
const WRONG = 'some-other-key-that-is-wrong-0815';
const OTHER_GUILD = '123456789012345678';
const texts = textsIn('en');

function keysOver(store: Store, directory: string, url: string, log: Log, secrets: Secrets) {
  const clock = new VirtualClock();
  const ring = new KeyRing({ clock, limits: {}, keys: ['the-programs-key'] });
  const secret = encryptionSecret(directory, log) ?? '';
  secrets.learn(secret);
  const keys = new ServerKeys({
    clock,
    log,
    ring,
    store: store.keys,
    seal: new Seal(secret),
    secrets,
    tryKey: (apiKey) => tryLyria({ url, apiKey, clock: systemClock, log }),
  });
  /** What a station there would open its session with. */
  const keyFor = (guildId: string): string | undefined => {
    const entry = ring.of(guildId).enter('successor', () => {});
    if (!entry.ok) return entry.reason;
    entry.place.cancel();
    return entry.place.key?.apiKey;
  };
  return { keys, clock, keyFor, secret };
}

test('a manager brings a key for the server: tried, kept encrypted, shown to nobody, removed', async () => {
  const generator = await startGenerator({ createSource: createCountingSource, requiredKey: GOOD });
  onTestFinished(() => generator.close());
  const directory = await temporaryDirectory();
  const store = storeIn(directory);
  const lines: string[] = [];
  const secrets = new Secrets([]);
  const log = createLogger({ level: 'debug', secrets, write: (line) => lines.push(line) });
  const { keys, clock, keyFor, secret } = keysOver(store, directory, generator.url, log, secrets);
  const { sandbox, type, told, guildId } = await startBot({ store, keys, log });
  const [ada, ben] = [sandbox.people.get('Ada'), sandbox.people.get('Ben')];

  const refused = await type('Ben', '/lyria key');
  expect(refused.modal).toBeNull();
  expect(ben.message(refused.responseMessageId ?? '').content).toContain('Manage Server');

  const enter = async (key: string, answer: string): Promise<void> => {
    const form = await type('Ada', '/lyria key');
    expect(JSON.stringify(form.modal)).not.toContain(GOOD);
    const sent = ada.submit(form.id, { key });
    await sent.settled;
    await told('Ada', answer);
    // One trial follows another no sooner than that.
    await clock.advance(15_000);
  };
  await enter('no key, but a sentence of some words', texts.say('key.why.odd'));
  await enter(WRONG, texts.say('key.why.bad'));
  expect(keyFor(guildId)).toBe('the-programs-key');
  await enter(GOOD, texts.say('key.set'));
  expect(keyFor(guildId)).toBe(GOOD);
  expect(keyFor(OTHER_GUILD)).toBe('the-programs-key');

  const copy = join(directory, 'copy.db');
  backUp(directory, copy);
  expect(readFileSync(copy, 'latin1')).not.toContain(secret);
  expect(statSync(join(directory, SECRET_FILE)).mode & 0o777).toBe(0o600);
  const written = readdirSync(directory).map((name) =>
    readFileSync(join(directory, name), 'latin1'),
  );
  const seen = JSON.stringify(
    ['Ada', 'Ben'].map((name) => sandbox.people.get(name).messages('music')),
  );
  for (const text of [...written, ...lines, seen]) {
    expect(text).not.toContain(GOOD);
    expect(text).not.toContain(WRONG);
  }
  expect(lines.join()).toContain('A server has a key of its own');

  // After a restart it is there; with another secret it is not, and nothing else is lost.
  const again = keysOver(store, directory, generator.url, silentLog, new Secrets([]));
  expect(again.keyFor(guildId)).toBe(GOOD);
  const elsewhere = await temporaryDirectory();
  const moved = keysOver(store, elsewhere, generator.url, silentLog, new Secrets([]));
  expect(moved.keyFor(guildId)).toBe('the-programs-key');

  await type('Ada', '/lyria key remove:True');
  await told('Ada', texts.say('key.removed'));
  expect(keyFor(guildId)).toBe('the-programs-key');
  expect(store.keys.all()).toEqual([]);
});
