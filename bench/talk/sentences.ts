import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { isHeard, startBot, startSandboxStage } from '#test/e2e/support/Stage.ts';
import { typeToTalk } from '#test/e2e/support/talk.ts';
import { meaningOf } from '#test/generator/live/meaningOf.ts';
import { SENTENCES } from '#test/generator/live/sentences.ts';
import { until } from '#test/support/events.ts';
import type { Measurement } from '../measurement.ts';

/** As many as the DJ listens to at once. */
const PEOPLE = ['Ada', 'Ben'] as const;
/** No more than is needed: time is not what is measured. */
const THINK_MS = 100;
const PATIENCE_MS = 30_000;
/** Most of the reply. */
const REST_MS = 1_500;

const turn = z.object({
  endedAtMs: z.number(),
  understood: z.string(),
  firstAudioAtMs: z.number().nullable(),
});
const sessions = z.array(z.object({ turns: z.array(turn) }));

/**
 * The 40 sentences that the ears were not tuned by, said by two members in turn to the whole bot, in
 * processes apart and with DAVE: how many are understood as meant.
 */
export async function measureSentences(): Promise<Measurement> {
  await using stack = new AsyncDisposableStack();
  const { control, announcement } = stack.use(await startSandboxStage());
  const { close } = await startBot(announcement, {
    LIVE_URL: announcement.liveUrl,
    LIVE_MINUTES_PER_HOUR: '60',
  });
  stack.defer(close);
  const live = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`${announcement.controlUrl}/live/${path}`, init);
  await live('warm-up', { method: 'POST' });
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ thinkMs: THINK_MS });
  await live('conditions', { method: 'PUT', headers, body });
  const turns = async () =>
    sessions
      .parse(await (await live('sessions')).json())
      .flatMap((one) => one.turns)
      .toSorted((one, other) => one.endedAtMs - other.endedAtMs);

  for (const person of PEOPLE) await control.join(person, 'Lounge');
  await control.type('Ada', '/lyria play techno, house');
  await isHeard(control);
  await control.type('Ada', '/lyria settings talk:spoken');
  const wrong: string[] = [];
  for (const [at, [says, means]] of SENTENCES.entries()) {
    const person = PEOPLE[at % PEOPLE.length] ?? 'Ada';
    const before = (await turns()).length;
    await typeToTalk(control, person);
    await control.speak(person, { text: says });
    const last = await until(
      `an answer to "${says}"`,
      async () => {
        const newest = (await turns())[before];
        return newest !== undefined && newest.firstAudioAtMs !== null ? newest : undefined;
      },
      () => pause(200),
      PATIENCE_MS,
    );
    if (meaningOf(last.understood) !== means) wrong.push(`${says} -> ${last.understood}`);
    await pause(REST_MS);
  }
  const understood = SENTENCES.length - wrong.length;
  const others = wrong.length === 0 ? '' : `; not ${wrong.join(', ')}`;
  return {
    text: `Talk: ${understood} of ${SENTENCES.length} sentences understood as meant, over the voice channel and back${others}`,
    json: { talkUnderstood: understood },
  };
}
