import { systemClock } from '#src/clock.ts';
import { startLive } from '#src/generator/live/startLive.ts';
import { silentLog } from '#src/log.ts';
import { createMediaHost, type MediaHost } from '#src/media/MediaHost.ts';
import type { MediaEvent } from '#src/media/protocol.ts';
import type { Listener, VoiceServer } from '#src/sandbox/voice/contract.ts';
import { until } from '#test/support/events.ts';
import { FakeLyria } from '#test/support/FakeLyria.ts';
import { sine } from '#test/support/signals/tones.ts';
import { startDaveServer } from '#test/support/voice/daveServer.ts';
import { VoiceDesk } from '#test/support/voice/VoiceDesk.ts';

const GUILD = '130';
const CHANNEL = '230';
export const BOT = '330';
const USER_IDS = { ada: '430', ben: '431', cleo: '432' } as const;
const CHUNK_S = 2;
const RATE = 48_000;

/** By which tone the stand-in's ears know what is said; a member's is their own, whatever they want. */
export const HZ = { music: 300, dj: 2_400, ada: 600, ben: 900, cleo: 1_500 } as const;
export const SAYS: Readonly<Record<number, string>> = {
  [HZ.ada]: 'make it slower',
  [HZ.ben]: 'bring in a piano',
  [HZ.cleo]: 'start over with reggae',
};
const TOOLS = ['change_mix', 'set_controls', 'start_over'].map((name) => ({
  name,
  description: name,
  parameters: { type: 'object' },
}));

/** How loud a tone is in mono sound: 1 is a full-scale sine. */
export function loudness(pcm: ArrayLike<number>, hz: number, rate: number): number {
  let re = 0;
  let im = 0;
  for (let i = 0; i < pcm.length; i += 1) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / pcm.length);
    const value = (window * (pcm[i] ?? 0)) / 32_768;
    re += value * Math.cos((2 * Math.PI * hz * i) / rate);
    im -= value * Math.sin((2 * Math.PI * hz * i) / rate);
  }
  return pcm.length === 0 ? 0 : (4 * Math.hypot(re, im)) / pcm.length;
}

export function tone(seconds: number, hz: number, rate: number, level = 0.4): Int16Array {
  return Int16Array.from({ length: Math.round(seconds * rate) }, (_, i) =>
    Math.round(32_767 * level * Math.sin((2 * Math.PI * hz * i) / rate)),
  );
}

/**
 * A station in a voice channel with DAVE, whose DJ is the stand-in over a real socket. Its ears know
 * tones instead of words, so that nothing waits for a recogniser.
 */
export class TalkStage implements AsyncDisposable {
  readonly events: MediaEvent[] = [];
  readonly server: VoiceServer;
  readonly live: Awaited<ReturnType<typeof startLive>>;
  readonly lyria: FakeLyria;
  readonly host: MediaHost;
  readonly #people = new Map<string, Listener>();
  readonly #feed: NodeJS.Timeout;
  #delivered = 0;

  /** @param replyS how long the DJ speaks */
  static async open(replyS = 1): Promise<TalkStage> {
    const server = await startDaveServer();
    const live = await startLive({
      senses: {
        hear: async (pcm) => {
          const known = Object.entries(SAYS).map(
            ([hz, text]) => [loudness(pcm, Number(hz), 16_000), text] as const,
          );
          const [loudest] = known.toSorted(([one], [other]) => other - one);
          return loudest !== undefined && loudest[0] > 0.02 ? loudest[1] : '';
        },
        speak: async (_text, rate) => tone(replyS, HZ.dj, rate),
        warmUp: async () => {},
        close: async () => {},
      },
    });
    live.conditions.set({ thinkMs: 50 });
    const stage = new TalkStage(server, live);
    await stage.#begin();
    return stage;
  }

  private constructor(server: VoiceServer, live: Awaited<ReturnType<typeof startLive>>) {
    this.server = server;
    this.live = live;
    this.lyria = new FakeLyria();
    this.host = createMediaHost({
      clock: systemClock,
      log: silentLog,
      random: Math.random,
      openLyriaSession: this.lyria.open,
      live: { url: live.url, apiKey: '', model: 'm', voice: 'Puck', maxSessions: 4 },
    });
    const desk = new VoiceDesk({
      server,
      guildId: GUILD,
      userId: BOT,
      tellState: (payload) => this.host.send({ type: 'voiceStateUpdate', guildId: GUILD, payload }),
      tellServer: (payload) =>
        this.host.send({ type: 'voiceServerUpdate', guildId: GUILD, payload }),
    });
    this.host.subscribe((event) => {
      this.events.push(event);
      if (event.type === 'gatewaySend') desk.take(event.payload);
    });
    for (const [name, userId] of Object.entries(USER_IDS)) {
      this.#people.set(name, server.listen(GUILD, CHANNEL, userId));
    }
    const music = sine({ hz: HZ.music, seconds: CHUNK_S, level: 0.3 });
    this.#feed = setInterval(() => {
      if (this.lyria.openSessions === 0 || this.#delivered - this.#heardS > 8) return;
      this.lyria.last.deliver(music);
      this.#delivered += CHUNK_S;
    }, 100);
  }

  get #heardS(): number {
    return this.host.totals().packets / 50;
  }

  async #begin(): Promise<void> {
    this.host.send({
      type: 'start',
      guildId: GUILD,
      channelId: CHANNEL,
      bitrate: 96_000,
      prompts: [{ text: 'techno', weight: 1 }],
      config: {},
      volume: 1,
    });
    await until(
      'music for everybody',
      () => (this.packetsOf('ben').length > 25 ? true : undefined),
      soon,
    );
    this.forget();
  }

  person(name: string): Listener {
    const found = this.#people.get(name);
    if (found === undefined) throw new Error(`Nobody is called ${name}`);
    return found;
  }

  /** Presses, and counts from here what comes of it. */
  press(name: string, isHandsFree = false): void {
    const { userId } = this.person(name);
    this.host.send({
      type: 'openEar',
      guildId: GUILD,
      person: userId,
      instruction: 'You are the DJ.',
      tools: TOOLS,
      isSpoken: true,
      isHandsFree,
    });
  }

  /** Ends their conversation, if they have one. */
  hangUp(name: string): void {
    this.host.send({ type: 'closeEar', guildId: GUILD, person: this.person(name).userId });
  }

  say(name: keyof typeof HZ, seconds: number): Promise<void> {
    return this.person(name).mouth.say(tone(seconds, HZ[name], RATE));
  }

  /** Events of one member, of one kind. */
  of<T extends MediaEvent['type']>(name: string, type: T): Extract<MediaEvent, { type: T }>[] {
    const { userId } = this.person(name);
    return this.events.filter(
      (event): event is Extract<MediaEvent, { type: T }> =>
        event.type === type && 'person' in event && event.person === userId,
    );
  }

  /** Answers each tool call of the last moment, as the control side would. */
  answerTools(): void {
    for (const event of this.events) {
      if (event.type !== 'toolCalled' || this.#answered.has(event.id)) continue;
      this.#answered.add(event.id);
      const { guildId, person, id } = event;
      const response = { status: 'done', retryable: false, message: 'Done.' };
      this.host.send({ type: 'answerTool', guildId, person, id, response });
    }
  }
  readonly #answered = new Set<string>();

  /** Until that many presses of theirs have been answered in all. */
  async closed(name: string, times = 1): Promise<void> {
    await until(
      `${name}'s ear to be closed`,
      () => {
        this.answerTools();
        return this.of(name, 'earClosed').length >= times ? true : undefined;
      },
      soon,
      20_000,
    );
  }

  packetsOf(listener: string) {
    return (
      this.person(listener)
        .recordings()
        .find(({ speakerId }) => speakerId === BOT)?.packets ?? []
    );
  }

  /** What somebody has heard of the bot, a frame each: how loud music and DJ were, and when it came. */
  framesHeardBy(listener: string) {
    const recording = this.person(listener)
      .recordings()
      .find(({ speakerId }) => speakerId === BOT);
    const pcm = recording?.pcm ?? new Int16Array(0);
    return (recording?.packets ?? []).map((packet, i) => {
      const left = pcm.subarray(i * 1_920, (i + 1) * 1_920).filter((_, at) => at % 2 === 0);
      return {
        atMs: packet.arrivedAtMs,
        music: loudness(left, HZ.music, RATE),
        dj: loudness(left, HZ.dj, RATE),
      };
    });
  }

  forget(): void {
    for (const person of this.#people.values()) person.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#feed);
    await this.host.close();
    await this.live.close();
    await this.server.close();
  }
}

export const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));
