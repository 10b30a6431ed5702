import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tls from 'node:tls';
import { createBot } from '#src/bot/Bot.ts';
import { systemClock } from '#src/clock.ts';
import { noConditions } from '#src/conditions.ts';
import { silentLog } from '#src/log.ts';
import { lyriaConnector } from '#src/lyria/connect.ts';
import type { LyriaSession, OpenLyriaSession } from '#src/lyria/session.ts';
import { createMediaHost } from '#src/media/MediaHost.ts';
import type { SourceMetadata } from '#src/music/controls.ts';
import { openStore } from '#src/store/openStore.ts';
import { Words } from '#src/words/Words.ts';
import { panelOf, voteButton } from '../test/e2e/support/panel.ts';
import { startSandboxStage } from '../test/e2e/support/Stage.ts';
import { distribution, type Measurement } from './measurement.ts';

const PRESSES = 10;
const PATIENCE_MS = 30_000;

/** What is seen of one vote on its way through the program. */
class Probe {
  #before = '';
  #mix: PromiseWithResolvers<number> = Promise.withResolvers();
  #audio: PromiseWithResolvers<number> = Promise.withResolvers();
  #ear: PromiseWithResolvers<number> = Promise.withResolvers();

  /** Begins with the mix that is heard now; resolves with the times of the three stations. */
  async watch(heard: SourceMetadata | undefined, press: () => Promise<unknown>) {
    this.#before = JSON.stringify(heard?.prompts);
    this.#mix = Promise.withResolvers();
    this.#audio = Promise.withResolvers();
    this.#ear = Promise.withResolvers();
    const pressedAtMs = performance.now();
    const acknowledged = press();
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('A vote was not heard in time')), PATIENCE_MS).unref();
    });
    const times = Promise.all([this.#mix.promise, this.#audio.promise, this.#ear.promise]);
    const [mixMs, audioMs, earMs] = await Promise.race([times, late]);
    await acknowledged;
    return {
      toLyriaMs: mixMs - pressedAtMs,
      toEarMs: earMs - pressedAtMs,
      addedMs: earMs - audioMs,
    };
  }

  mixSent(): void {
    this.#mix.resolve(performance.now());
  }

  audioCame(source: SourceMetadata | undefined): void {
    if (this.#isNew(source)) this.#audio.resolve(performance.now());
  }

  heard(source: SourceMetadata | undefined): void {
    if (this.#isNew(source)) this.#ear.resolve(performance.now());
  }

  #isNew(source: SourceMetadata | undefined): boolean {
    return source !== undefined && JSON.stringify(source.prompts) !== this.#before;
  }
}

/** The real connector with a probe on what goes in and out. */
function probed(open: OpenLyriaSession, probe: Probe): OpenLyriaSession {
  return async ({ onEvent, signal }) => {
    const session = await open({
      signal,
      onEvent: (event) => {
        if (event.type === 'audio') probe.audioCame(event.chunk.source);
        onEvent(event);
      },
    });
    const watched: LyriaSession = {
      setWeightedPrompts(prompts) {
        probe.mixSent();
        session.setWeightedPrompts(prompts);
      },
      setMusicGenerationConfig: (config) => session.setMusicGenerationConfig(config),
      play: () => session.play(),
      pause: () => session.pause(),
      resetContext: () => session.resetContext(),
      close: () => session.close(),
    };
    return watched;
  };
}

/**
 * From a member's press to the first message of the ramp, and to the changed sound; the bot in
 * this process, the sandbox in another. The sound counts as heard when the station says so, which
 * it does up to a quarter of a second late; the figures are never too small by more than the 60 ms
 * between mixer and network.
 */
export async function measureVote(): Promise<Measurement> {
  await using stack = new AsyncDisposableStack();
  const { control, announcement } = stack.use(await startSandboxStage());
  const ca = await readFile(announcement.caFile, 'utf8');
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ca]);
  const directory = await mkdtemp(join(tmpdir(), 'lyrebird-bench-'));
  stack.defer(() => rm(directory, { recursive: true, force: true }));

  const probe = new Probe();
  const shared = { clock: systemClock, log: silentLog, random: Math.random };
  const connector = lyriaConnector({ url: announcement.lyriaUrl, ...shared });
  const media = createMediaHost({ ...shared, openLyriaSession: probed(connector, probe) });
  const store = openStore({ directory, conditions: noConditions, ...shared });
  stack.defer(() => store.close());
  const { discordToken: token, discordApiUrl: apiUrl } = announcement;
  const words = new Words(shared);
  const doctor = { examine: async () => [] };
  const conditions = noConditions;
  const bot = createBot({ token, apiUrl, media, store, words, doctor, conditions, ...shared });
  stack.defer(() => bot.close());
  stack.defer(() => media.close());
  stack.defer(() => bot.suspend());
  let heard: SourceMetadata | undefined;
  media.subscribe((event) => {
    if (event.type !== 'station') return;
    heard = event.snapshot.heard;
    probe.heard(heard);
  });
  await bot.start();

  await control.join('Ada', 'Lounge');
  await control.type('Ada', '/lyria play techno, ambient');
  const results: Awaited<ReturnType<Probe['watch']>>[] = [];
  for (let press = 0; press < PRESSES; press++) {
    await rest(heard, () => heard);
    const panel = await panelOf(control, 'Ada');
    // In turn for and against: every press changes the mix.
    const customId = voteButton(panel, press % 2 === 0 ? 'up' : 'down', 1) ?? '';
    const form = { message: panel.id, customId, wait: 'acknowledged' } as const;
    results.push(await probe.watch(heard, () => control.press('Ada', form)));
  }
  const voteToLyriaMs = distribution(results.map(({ toLyriaMs }) => toLyriaMs));
  const voteToEarMs = distribution(results.map(({ toEarMs }) => toEarMs));
  const voteToEarAddedMs = distribution(results.map(({ addedMs }) => addedMs));
  return {
    text: [
      `Vote to Lyria: ${voteToLyriaMs.median} ms in the median of ${PRESSES} presses, ${voteToLyriaMs.p95} ms at the 95th percentile`,
      `Vote to ear: ${voteToEarMs.median} ms, ${voteToEarMs.p95} ms; of that added by this program: ${voteToEarAddedMs.median} ms, ${voteToEarAddedMs.p95} ms`,
    ].join('\n'),
    json: { voteToLyriaMs, voteToEarMs, voteToEarAddedMs },
  };
}

/** Waits until what is heard has stayed the same for longer than a ramp and two chunks take. */
async function rest(
  first: SourceMetadata | undefined,
  now: () => SourceMetadata | undefined,
): Promise<void> {
  let last = JSON.stringify(first);
  let sinceMs = performance.now();
  while (performance.now() - sinceMs < 9_000) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const current = JSON.stringify(now());
    if (current !== last) {
      last = current;
      sinceMs = performance.now();
    }
  }
}
