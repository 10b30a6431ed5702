import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { decodeWav, encodeWav } from '#src/audio/wav.ts';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { until } from '#test/support/events.ts';
import { reportPackets } from '#test/support/recording.ts';
import { loudness, tone } from '#test/support/talk/TalkStage.ts';
import { findSpoken, musicDb } from './support/djVoice.ts';
import { buttonWith, panelShows, panelText } from './support/panel.ts';
import {
  BOT_NAME,
  isHeard,
  pass,
  type Stage,
  startBot,
  startSandboxStage,
} from './support/Stage.ts';
import { pressToTalk } from './support/talk.ts';

/** The templates of the ears are made once on a machine. */
const WARM_UP_MS = 90_000;
/** What is said takes 3 s, the answer one, and a busy machine its time. */
const ANSWER_PATIENCE_MS = 20_000;

const RATE = 48_000;
const HEARD_RATE = 16_000;
const HUM_LEVEL = 0.4;
/** Tones by which members are known: no overtone of one is another's. */
const ADA_HZ = 600;
const UNHEARD = { Cleo: 1_550, Dan: 2_050, Emil: 2_650, Fay: 3_350, Gil: 4_150 } as const;
/** How long after Ada's first word the others begin, s: before her, with her, on her last one, after it. */
const MOMENTS = [-0.4, 0, 0.7, 1.3] as const;
/** What the DJ says to a tone. */
const NOT_UNDERSTOOD = 'I did not get that.';
/** Longer than it takes to say that, and than it is measured how the music is without. */
const REPLY_MS = 1_500;
const QUIET_MS = 2_500;

const sessions = z.array(
  z.object({
    id: z.number(),
    heardSeconds: z.number(),
    turns: z.array(z.object({ endedAtMs: z.number(), understood: z.string(), said: z.string() })),
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

/** Of all sessions, the oldest first. */
async function liveTurns() {
  return (await liveSessions())
    .flatMap(({ turns }) => turns)
    .toSorted((one, other) => one.endedAtMs - other.endedAtMs);
}

async function expectMusicWhole(listener: string): Promise<void> {
  const recordings = await control.recordings(listener);
  const music = recordings.find(({ speaker }) => speaker === BOT_NAME)?.packets ?? [];
  expect(music.length).toBeGreaterThan(50);
  expect(reportPackets(music)).toMatchObject({ missing: 0, repeated: 0 });
}

function conditions(change: object): RequestInit {
  const headers = { 'content-type': 'application/json' };
  return { method: 'PUT', headers, body: JSON.stringify(change) };
}

/** A tone for `control.speak`: no word, and known again wherever it gets to. */
function hum(seconds: number, hz: number): { readonly wav: string } {
  const pcm = tone(seconds, hz, RATE, HUM_LEVEL);
  return { wav: encodeWav({ sampleRateHz: RATE, channels: 1, pcm }).toString('base64') };
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

/**
 * Presses and says it, and once more as long as it is not understood: a busy machine is late with packets,
 * and the sentence ends early then.
 */
async function asks(person: string, text: string, understood: RegExp): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const before = (await liveTurns()).length;
    await pressToTalk(control, person);
    await control.speak(person, { text });
    const turn = await until(
      `an answer to ${text}`,
      async () => (await liveTurns()).slice(before).find(({ said }) => said !== ''),
      () => pass(control, 200),
      ANSWER_PATIENCE_MS,
    );
    if (understood.test(turn.understood)) return;
    await pass(control, QUIET_MS);
  }
  throw new Error(`The DJ does not understand "${text}"`);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const at = sorted.length / 2;
  return ((sorted[Math.floor(at)] ?? 0) + (sorted[Math.ceil(at) - 1] ?? 0)) / 2;
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
    const ben = stage.announcement.userIds['Ben'] ?? '';
    await asks('Ben', 'bring in a piano and make it darker', /piano and make it darker/);
    await reads('Cleo', new RegExp(`🎙️ <@${ben}>: .*piano and make it darker`));
    await reads('Cleo', /🎧.*Smooth Pianos.*Darker/);
    await panelShows(control, 'Cleo', 'with his piano', (text) =>
      new RegExp(`Smooth Pianos[^]{0,120}<@${ben}>`).test(text),
    );
    const latest = (await control.lyriaSessions()).at(-1);
    const { messages } = await control.lyriaSession(latest?.id ?? 0);
    expect(JSON.stringify(messages)).toContain('Smooth Pianos');
    await expectMusicWhole('Cleo');
  });

  test('who has not agreed is in nothing that the service got, in 20 scenes; all hear its answers over lower music', async () => {
    await live('conditions', conditions({ thinkMs: 100 }));
    for (const name of ['Emil', 'Fay', 'Gil']) await control.addPerson(name);
    for (const name of ['Dan', 'Emil', 'Fay', 'Gil']) await control.join(name, 'Lounge');
    // Cleo has never pressed, Dan has not answered yet, Emil, Fay and Gil want it not now.
    for (const name of ['Dan', 'Emil', 'Fay', 'Gil']) {
      const { response } = await control.type(name, '/lyria talk');
      const customId = response === null ? undefined : buttonWith(response, /^talk:decline$/);
      if (response === null || customId === undefined) throw new Error(`${name} was not asked`);
      if (name !== 'Dan') await control.press(name, { message: response.id, customId });
    }
    await control.forgetRecordings('Ben');
    const known = (await liveSessions()).length;
    await pass(control, QUIET_MS);
    for (const overlapS of MOMENTS) {
      const before = (await liveTurns()).length;
      await pressToTalk(control, 'Ada');
      const [early, late] = overlapS < 0 ? [0, -overlapS] : [overlapS, 0];
      const others = async (): Promise<void> => {
        await pass(control, early * 1_000);
        for (const [name, hz] of Object.entries(UNHEARD)) await control.speak(name, hum(0.8, hz));
      };
      const ada = async (): Promise<void> => {
        await pass(control, late * 1_000);
        await control.speak('Ada', hum(1, ADA_HZ));
      };
      await Promise.all([ada(), others()]);
      await until(
        'an answer',
        async () => (await liveTurns())[before]?.said || undefined,
        () => pass(control, 200),
        ANSWER_PATIENCE_MS,
      );
      await pass(control, REPLY_MS + QUIET_MS);
    }
    await live('conditions', { method: 'DELETE' });

    const sessions = (await liveSessions()).slice(known);
    const turns = sessions.flatMap((session) => session.turns);
    expect(turns.map(({ said }) => said)).toEqual(MOMENTS.map(() => NOT_UNDERSTOOD));
    for (const { id } of sessions) {
      const wav = await live(`sessions/${id}/audio.wav`);
      const { pcm } = decodeWav(Buffer.from(await wav.arrayBuffer()));
      const loudest = (hz: number): number => {
        const size = HEARD_RATE / 10;
        const parts = Array.from({ length: Math.floor(pcm.length / size) }, (_, i) =>
          loudness(pcm.subarray(i * size, (i + 1) * size), hz, HEARD_RATE),
        );
        return Math.max(0, ...parts);
      };
      expect(loudest(ADA_HZ)).toBeGreaterThan(HUM_LEVEL / 2);
      for (const [name, hz] of Object.entries(UNHEARD)) {
        expect(loudest(hz), name).toBeLessThan(HUM_LEVEL / 20);
      }
    }
    // People heard them all the while.
    const recordings = await control.recordings('Ben');
    for (const name of ['Ada', ...Object.keys(UNHEARD)]) {
      const said = recordings.find(({ speaker }) => speaker === name)?.packets ?? [];
      const loud = said.filter(({ silence }) => !silence);
      expect(loud.length, name).toBeGreaterThan(MOMENTS.length * 30);
    }
    await expectMusicWhole('Ben');

    const pcm = await control.recordedPcm('Ben', BOT_NAME);
    const spoken = await findSpoken(pcm, NOT_UNDERSTOOD, MOMENTS.length);
    for (const { gain, correlation } of spoken) {
      expect(correlation).toBeGreaterThan(0.3);
      expect(20 * Math.log10(gain)).toBeGreaterThan(-3);
      expect(20 * Math.log10(gain)).toBeLessThan(1);
    }
    // Music has sections: each reply is held against the quiet before and after it, and the median counts.
    const first = { fromS: 0.2, toS: QUIET_MS / 1_000 - 0.5 };
    const quiet = [first, ...spoken.map(({ toS }) => ({ fromS: toS + 1, toS: toS + 2 }))];
    const levels = quiet.map((stretch) => musicDb(pcm, [stretch]));
    const under = median(
      spoken.map(({ fromS, toS }, nth) => {
        const around = ((levels[nth] ?? 0) + (levels[nth + 1] ?? 0)) / 2;
        return musicDb(pcm, [{ fromS: fromS + 0.15, toS: toS - 0.05 }]) - around;
      }),
    );
    const back = median(spoken.map((_, nth) => (levels[nth + 1] ?? 0) - (levels[nth] ?? 0)));
    process.stdout.write(
      `The DJ at ${spoken.map(({ gain }) => gain.toFixed(2)).join(' ')}; the music ${under.toFixed(1)} dB lower under it, ${back.toFixed(1)} dB different a second later\n`,
    );
    expect(under).toBeGreaterThan(-12);
    expect(under).toBeLessThan(-8);
    expect(Math.abs(back)).toBeLessThan(4);
  });

  test('a service that breaks off leaves the music whole, and whoever spoke is told', async () => {
    await live('conditions', conditions({ faults: ['internal-error'] }));
    await control.forgetRecordings('Ben');
    await pressToTalk(control, 'Ben');
    await control.speak('Ben', { text: 'more drums' });
    await reads('Ben', /DJ (?:cannot|could not)|line to the DJ|cannot listen/i);
    await live('conditions', { method: 'DELETE' });
    await expectMusicWhole('Ben');
  });
});
