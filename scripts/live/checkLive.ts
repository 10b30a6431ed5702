import { setTimeout as pause } from 'node:timers/promises';
import { INSTRUCTION, TOOLS } from '#src/bot/talk/tools.ts';
import { systemClock } from '#src/clock.ts';
import type { LiveFailure } from '#src/live/failure.ts';
import { LiveSession } from '#src/live/LiveSession.ts';
import { HEARD_RATE, type LiveListener, SPOKEN_RATE } from '#src/live/session.ts';

/** As Discord brings it. */
const PACKET_MS = 20;
const PACKET_SAMPLES = (HEARD_RATE * PACKET_MS) / 1_000;
/** Longer than the client itself waits for an answer. */
const PATIENCE_MS = 15_000;
/** What the DJ says is broken into after so much of it. */
const BARGE_IN_MS = 300;

export interface CheckOptions {
  readonly service: {
    readonly url: string;
    readonly apiKey: string;
    readonly model: string;
    readonly voice: string;
  };
  /** "Make it slower and bring in a piano", 16 kHz mono. */
  readonly speech: Int16Array;
  readonly tell: (line: string) => void;
}

/** Notes when what comes, ms since the end of what was said. */
class Notes implements LiveListener {
  readonly lines: string[] = [];
  readonly #startedMs = performance.now();
  #endMs = performance.now();
  #samples = 0;
  #firstSoundMs: number | undefined;
  #lastSoundMs = 0;
  session: LiveSession | undefined;
  isClosed = false;
  /** Resolves at the next one. */
  readonly waiting = new Map<string, () => void>();

  ready(): void {
    this.#note('setUp', `set-up finished after ${ms(performance.now() - this.#startedMs)}`);
  }

  speech(pcm: Int16Array): void {
    this.#firstSoundMs ??= performance.now();
    this.#lastSoundMs = performance.now();
    this.#samples += pcm.length;
    this.#wake('speech');
  }

  interrupted(): void {
    this.#note('interrupted', `interrupted ${this.#since()}`);
  }

  turnComplete(): void {
    if (this.#firstSoundMs !== undefined) {
      const spokenMs = (this.#samples / SPOKEN_RATE) * 1_000;
      const tookMs = Math.max(1, this.#lastSoundMs - this.#firstSoundMs);
      const first = ms(this.#firstSoundMs - this.#endMs);
      this.lines.push(
        `first sound ${first} after the end of speech, ${ms(spokenMs)} of it in ${ms(tookMs)}`,
      );
    }
    this.#note('turnComplete', `turnComplete ${this.#since()}`);
  }

  heard(text: string): void {
    this.lines.push(`heard so far ${this.#since()}: ${JSON.stringify(text)}`);
  }

  said(text: string): void {
    this.lines.push(`says so far ${this.#since()}: ${JSON.stringify(text)}`);
  }

  toolCalled({ id, name, args }: Parameters<LiveListener['toolCalled']>[0]): void {
    this.lines.push(`calls ${name} ${JSON.stringify(args)} ${this.#since()}`);
    const message = 'Slower, with a piano.';
    const mix = { techno: '50%', piano: '50%' };
    this.session?.answerTool(id, { status: 'done', retryable: false, message, mix });
  }

  toolsCancelled(ids: readonly string[]): void {
    this.lines.push(`takes ${ids.length} calls back ${this.#since()}`);
  }

  used({ prompt, response, total }: Parameters<LiveListener['used']>[0]): void {
    this.lines.push(`tokens: ${prompt} in, ${response} out, ${total} in all`);
  }

  closed(failure: LiveFailure | null): void {
    const why = failure === null ? 'as asked' : `${failure.code}: ${failure.operatorText}`;
    this.isClosed = true;
    this.#note('closed', `closed, ${why}`);
    for (const wake of [...this.waiting.values()]) wake();
  }

  /** What was said ends now. */
  ends(): void {
    this.#endMs = performance.now();
    this.#samples = 0;
    this.#firstSoundMs = undefined;
  }

  /** Resolves when that comes, or the end, or nothing for too long. */
  async next(what: string): Promise<void> {
    if (this.isClosed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.waiting.set(what, resolve);
    const late = setTimeout(() => {
      this.lines.push(`no ${what} within ${ms(PATIENCE_MS)}`);
      resolve();
    }, PATIENCE_MS);
    await promise;
    clearTimeout(late);
    this.waiting.delete(what);
  }

  #note(what: string, line: string): void {
    this.lines.push(line);
    this.#wake(what);
  }

  #wake(what: string): void {
    this.waiting.get(what)?.();
  }

  #since(): string {
    return `after ${ms(performance.now() - this.#endMs)}`;
  }
}

/** Talks to the service three times, as the bot would, and tells what came and when. */
export async function checkLive({ service, speech, tell }: CheckOptions): Promise<void> {
  const notes = new Notes();
  const session = new LiveSession(
    { ...service, instruction: INSTRUCTION, tools: TOOLS },
    systemClock,
    notes,
  );
  notes.session = session;
  const chapter = async (title: string, work: () => Promise<void>): Promise<void> => {
    if (notes.isClosed) return;
    notes.lines.length = 0;
    await work();
    tell(`${title}:`);
    for (const line of notes.lines) tell(`- ${line}`);
  };
  await chapter('A clear request', async () => {
    await say(session, speech);
    notes.ends();
    await notes.next('turnComplete');
  });
  await chapter('The same, broken into by a second one', async () => {
    const sound = notes.next('speech');
    await say(session, speech);
    notes.ends();
    await sound;
    await pause(BARGE_IN_MS);
    // The end of the turn that is broken into comes while the second one is said.
    await say(session, speech);
    notes.ends();
    await notes.next('turnComplete');
  });
  await chapter('A second of silence', async () => {
    await say(session, new Int16Array(HEARD_RATE));
    notes.ends();
    await notes.next('turnComplete');
  });
  session.close();
}

/** In real time, as somebody speaks. */
async function say(session: LiveSession, pcm: Int16Array): Promise<void> {
  session.beginTurn();
  for (let at = 0; at < pcm.length; at += PACKET_SAMPLES) {
    session.audio(pcm.subarray(at, at + PACKET_SAMPLES));
    await pause(PACKET_MS);
  }
  session.endTurn();
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}
