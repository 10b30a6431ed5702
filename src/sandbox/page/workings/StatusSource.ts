import type { ControlContext } from '#src/sandbox/control/context.ts';
import type { TappedSession } from '#src/sandbox/control/LyriaTap.ts';
import type { DeckStatus, WeightedText, WorkingsStatus } from '../client/wire.ts';

const FRAMES_PER_S = 48_000;
/** Long enough for several chunks of 2 s, short enough to show a stall soon. */
const PACE_OVER_MS = 12_000;
const MS_PER_S = 1_000;

const BRIDGING = 'Nothing fresh has come: the last bars go round until it does.';

/**
 * How the station is: what the bot reports of itself, and what can be seen from outside at the
 * generator. Without reports only the latter.
 */
export class StatusSource {
  readonly #context: ControlContext;
  readonly #unsubscribe: () => void;
  /** Sessions that began to send while another one did: counted where nobody reports. */
  #overlaps = 0;

  constructor(context: ControlContext) {
    this.#context = context;
    this.#unsubscribe = context.events.subscribe(({ type }) => {
      if (type !== 'lyriaOpened') return;
      const open = this.#open().length;
      if (open > 1) this.#overlaps += 1;
      else if (open === 1) this.#overlaps = 0;
    });
  }

  read(): WorkingsStatus {
    const { events: _events, reports, discord } = this.#context;
    const atMs = discord.world.time.now();
    const report = reports.latest;
    const sessions = this.#open();
    const base = { atMs, asked: askedOf(sessions.at(-1)) };
    if (report === undefined || report === null) {
      return {
        ...base,
        state: report === undefined && sessions.length > 0 ? 'playing' : 'off',
        reserveMs: 0,
        stretch: null,
        decks: sessions.map((session, index) => deckOf(session, index === 0, null, atMs)),
        handovers: this.#overlaps,
        heard: [],
        wanted: [],
        trouble: null,
      };
    }
    return {
      ...base,
      state: report.state,
      reserveMs: report.reserveMs,
      stretch: report.rate === 0 ? null : 1 / report.rate,
      decks: sessions.map((session, index) =>
        deckOf(session, index === 0, index === 0 ? report.reserveMs : report.nextReserveMs, atMs),
      ),
      handovers: report.handovers,
      heard: report.heard,
      wanted: report.wanted,
      trouble: report.trouble ?? (report.bridgedMs > 0 ? BRIDGING : null),
    };
  }

  close(): void {
    this.#unsubscribe();
  }

  /** The oldest is the one that is heard. */
  #open(): TappedSession[] {
    return this.#context.lyria.sessions.filter(({ closed }) => closed === null);
  }
}

function deckOf(
  session: TappedSession,
  live: boolean,
  levelMs: number | null,
  nowMs: number,
): DeckStatus {
  const ageMs = nowMs - session.openedAtMs;
  return { id: session.id, live, levelMs, pace: paceOf(session, nowMs), ageMs };
}

/**
 * Sound sent per real time of late: from one chunk to the latest, or to now when the next one is
 * overdue.
 */
function paceOf({ chunks }: TappedSession, nowMs: number): number {
  const recent = chunks.filter(({ atMs }) => atMs >= nowMs - PACE_OVER_MS);
  const [first, ...others] = recent;
  const last = others.at(-1);
  if (first === undefined || last === undefined) return 0;
  let frames = 0;
  for (const { pcm } of others) frames += pcm.length / 2;
  const lastMs = (last.pcm.length / 2 / FRAMES_PER_S) * MS_PER_S;
  const spanMs = Math.max(last.atMs, nowMs - lastMs) - first.atMs;
  return spanMs <= 0 ? 0 : ((frames / FRAMES_PER_S) * MS_PER_S) / spanMs;
}

/** What a session was told to make last. */
function askedOf(session: TappedSession | undefined): readonly WeightedText[] {
  const told = session?.messages.findLast(({ message }) => message.type === 'prompts')?.message;
  return told?.type === 'prompts' ? told.prompts : [];
}
