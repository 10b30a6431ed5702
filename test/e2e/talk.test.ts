import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { decodeWav } from '#src/audio/wav.ts';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { until } from '#test/support/events.ts';
import { reportPackets } from '#test/support/recording.ts';
import { panelShows, panelText } from './support/panel.ts';
import { isHeard, pass, type Stage, startBot, startSandboxStage } from './support/Stage.ts';
import { pressToTalk } from './support/talk.ts';

/** The templates of the ears are made once on a machine. */
const WARM_UP_MS = 90_000;
/** What is said takes 3 s, the answer one, and a busy machine its time. */
const ANSWER_PATIENCE_MS = 20_000;

const sessions = z.array(
  z.object({
    id: z.number(),
    heardSeconds: z.number(),
    turns: z.array(z.object({ understood: z.string(), said: z.string() })),
  }),
);

let stage: Stage;
let control: ControlClient;

async function live(path: string, init?: RequestInit): Promise<Response> {
  const answer = await fetch(`${stage.announcement.controlUrl}/live/${path}`, init);
  expect(answer.ok, path).toBe(true);
  return answer;
}

async function liveSessions() {
  return sessions.parse(await (await live('sessions')).json());
}

async function shown(person: string): Promise<string> {
  const messages = await control.messages(person, 'music');
  return messages.map((message) => `${message.content}\n${panelText(message)}`).join('\n');
}

/** Waits until everybody can read that in #music. */
function reads(person: string, pattern: RegExp): Promise<string> {
  return until(
    String(pattern),
    async () => {
      const text = await shown(person);
      return pattern.test(text) ? text : undefined;
    },
    () => pass(control, 300),
    ANSWER_PATIENCE_MS,
  );
}

describe('talking to the DJ', () => {
  beforeAll(async () => {
    const sandbox = await startSandboxStage();
    const { announcement } = sandbox;
    const { bot, close: closeBot } = await startBot(announcement, {
      LIVE_URL: announcement.liveUrl,
    });
    const close = async (): Promise<void> => {
      await closeBot();
      await sandbox.close();
    };
    stage = { ...sandbox, bot, close, [Symbol.asyncDispose]: close };
    ({ control } = stage);
    const warm = live('warm-up', { method: 'POST' });
    for (const person of ['Ada', 'Ben', 'Cleo']) await control.join(person, 'Lounge');
    await control.type('Ada', '/lyria play techno');
    await isHeard(control);
    await control.type('Ada', '/lyria settings talk:spoken');
    await warm;
  }, WARM_UP_MS);
  afterAll(() => stage?.close());

  test('Ben presses, agrees and says it: the mix changes in his name, all read and hear it', async () => {
    await control.forgetRecordings('Cleo');
    await pressToTalk(control, 'Ben');
    await control.speak('Ben', { text: 'bring in a piano and make it darker' });
    // An article more or less is nothing to the ears.
    const ben = stage.announcement.userIds['Ben'] ?? '';
    await reads(
      'Cleo',
      new RegExp(`🎙️ <@${ben}>: .*piano and make it darker[^]*Smooth Pianos is in`),
    );
    await panelShows(control, 'Cleo', 'with his piano', (text) =>
      new RegExp(`Smooth Pianos[^]{0,120}<@${ben}>`).test(text),
    );
    const latest = (await control.lyriaSessions()).at(-1);
    const { messages } = await control.lyriaSession(latest?.id ?? 0);
    expect(JSON.stringify(messages)).toContain('Smooth Pianos');
    const [session] = await liveSessions();
    expect(session?.turns).toMatchObject([{ said: 'Smooth Pianos is in. Darker.' }]);
    const [recording] = await control.recordings('Cleo');
    expect(reportPackets(recording?.packets ?? [])).toMatchObject({ missing: 0, repeated: 0 });
  });

  test('who has not pressed is in nothing that was heard, however loud', async () => {
    const before = (await liveSessions()).length;
    await pressToTalk(control, 'Ada');
    await Promise.all([
      control.speak('Ada', { text: 'make it slower' }),
      control.speak('Cleo', { text: 'start over with reggae' }),
    ]);
    await reads('Ben', /🎙️.*make it slower/);
    const since = (await liveSessions()).slice(before);
    expect(since.flatMap(({ turns }) => turns.map(({ understood }) => understood))).toEqual([
      'make it slower',
    ]);
    const wav = await live(`sessions/${since[0]?.id}/audio.wav`);
    const { pcm } = decodeWav(Buffer.from(await wav.arrayBuffer()));
    // What Ada said, and the pause that ends it.
    expect(pcm.length / 16_000).toBeLessThan(3);
    expect(await shown('Ben')).not.toContain('reggae');
  });

  test('a service that breaks off leaves the music whole, and whoever spoke is told', async () => {
    const conditions = { method: 'PUT', headers: { 'content-type': 'application/json' } };
    await live('conditions', {
      ...conditions,
      body: JSON.stringify({ faults: ['internal-error'] }),
    });
    await control.forgetRecordings('Ben');
    await pressToTalk(control, 'Ben');
    await control.speak('Ben', { text: 'more drums' });
    await reads('Ben', /DJ (?:cannot|could not)|line to the DJ|cannot listen/i);
    await live('conditions', { method: 'DELETE' });
    const [recording] = await control.recordings('Ben');
    expect(reportPackets(recording?.packets ?? [])).toMatchObject({ missing: 0, repeated: 0 });
  });
});
