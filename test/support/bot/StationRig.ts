import type { Command, CommandContext, Options } from '../../../commands/Command.ts';
import { GuildStation } from '../../../src/bot/GuildStation.ts';
import { createVote } from '../../../src/crowd/createVote.ts';
import { NO_TUNING } from '../../../src/crowd/tuning.ts';
import { silentLog } from '../../../src/log.ts';
import type { MediaCommand, MediaPort } from '../../../src/media/protocol.ts';
import { SessionGate } from '../../../src/station/SessionGate.ts';
import { Station } from '../../../src/station/Station.ts';
import { FakeLyria } from '../FakeLyria.ts';
import { VirtualClock } from '../VirtualClock.ts';

const GUILD = 'guild';
const CHANNEL = 'lounge';
const SETTINGS = {
  djRoleId: null,
  whoMayVote: 'listeners',
  voteHalfLifeMs: null,
  rampMs: 2_000,
  alwaysOn: true,
} as const;
/** More than a deck takes before it tells Lyria to pause. */
const CHUNKS_UNTIL_PAUSED = 5;

function unused(): never {
  throw new Error('This command has no business with that');
}

/** The values of a command's options, by name. */
export type OptionValues = Readonly<Record<string, string | number | boolean>>;

function optionsOf(values: OptionValues): Options {
  return {
    string: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
    number: (name) => (typeof values[name] === 'number' ? values[name] : undefined),
    boolean: (name) => (typeof values[name] === 'boolean' ? values[name] : undefined),
    role: () => undefined,
  };
}

/**
 * From a command to a Lyria session: the commands, the control side's station, the media side's
 * station and its decks, all real, in virtual time; only Discord and the service are played.
 */
export class StationRig {
  readonly clock = new VirtualClock();
  readonly lyria = new FakeLyria();
  /** What callers were told, the newest last. */
  readonly told: string[] = [];
  readonly #music: Station;
  readonly #station: GuildStation;
  #pollId: string | undefined;

  private constructor(listeners: readonly string[]) {
    const { clock } = this;
    const wallClock = () => clock.now();
    const prompts = [{ text: 'techno', weight: 1 }];
    const vote = createVote({ prompts, proposedBy: 'ada', listeners, halfLifeMs: null }, 0);
    if (!vote.ok) throw new Error(vote.refusal);
    this.#music = new Station({
      prompts,
      config: {},
      volume: 1,
      open: this.lyria.open,
      gate: new SessionGate(clock, { maxSessions: 2, spacingMs: 0 }),
      clock,
      random: () => 0.5,
      log: silentLog,
      events: { onChanged: () => {}, onFiltered: () => {}, onFailed: () => {} },
    });
    const media: MediaPort = {
      send: (command) => this.#toMusic(command),
      subscribe: () => () => {},
    };
    this.#station = new GuildStation(
      {
        guildId: GUILD,
        channelId: CHANNEL,
        textChannelId: 'text',
        panelMessageId: null,
        startedBy: 'ada',
        startedAtMs: 0,
        config: {},
        volume: 1,
        paused: false,
        tuning: NO_TUNING,
        silentSinceMs: null,
      },
      vote.state,
      SETTINGS,
      64_000,
      {
        media,
        clock,
        wallClock,
        log: silentLog,
        keep: { save: () => {}, forget: () => {}, isBehind: () => false },
        messages: {
          edit: async () => {},
          post: async (_channel, container) => {
            this.#pollId = /poll:([^":]+):yes/.exec(JSON.stringify(container))?.[1];
            return { messageId: 'poll' };
          },
        },
      },
    );
  }

  /** @param sounding whether music is heard already; else the session is open and still mute */
  static async start(listeners: readonly string[], sounding: boolean): Promise<StationRig> {
    const rig = new StationRig(listeners);
    await rig.clock.advance(0);
    if (sounding) for (let i = 0; i < CHUNKS_UNTIL_PAUSED; i += 1) rig.lyria.last.deliver(CHUNK);
    await rig.clock.advance(0);
    return rig;
  }

  /** A session that plays and has sounded brings its next chunk, made from what it was told last. */
  deliver(): void {
    for (const session of this.lyria.sessions) {
      const isPlaying = session.told.lastIndexOf('play') > session.told.lastIndexOf('pause');
      if (session.isOpen && isPlaying && session.hasDelivered) session.deliver(CHUNK);
    }
  }

  get station(): GuildStation {
    return this.#station;
  }

  async run(
    command: Command,
    values: OptionValues,
    caller: { readonly userId: string; readonly isDj: boolean },
  ): Promise<void> {
    const say = async (text: string): Promise<void> => void this.told.push(text);
    const context: CommandContext = {
      guildId: GUILD,
      textChannelId: 'text',
      caller: { ...caller, voiceChannelId: CHANNEL, canManageGuild: false },
      options: optionsOf(values),
      stations: {
        get: () => this.#station,
        check: unused,
        start: unused,
        settings: () => SETTINGS,
        changeSettings: unused,
      },
      words: { read: unused },
      answer: {
        say,
        whisper: say,
        defer: async () => {},
        show: unused,
        showPrivately: unused,
      },
    };
    await command.execute(context);
  }

  /** Answers the open poll for somebody; nothing happens while there is none. */
  answerPoll(userId: string, choice: 'yes' | 'no'): void {
    if (this.#pollId !== undefined) this.#station.votePoll(this.#pollId, userId, choice);
  }

  close(): void {
    this.#station.suspend();
    this.#music.close();
  }

  #toMusic(command: MediaCommand): void {
    switch (command.type) {
      case 'setMix':
        this.#music.setPrompts(command.prompts);
        break;
      case 'setConfig':
        this.#music.setConfig(command.config);
        break;
      case 'setVolume':
        this.#music.setVolume(command.volume);
        break;
      case 'resetContext':
        this.#music.reset();
        break;
      default:
    }
  }
}

/** 2 s of a faint click track: enough to be there. */
const CHUNK = Int16Array.from({ length: 2 * 2 * 48_000 }, (_, i) => (i % 4_800 < 96 ? 4_000 : 0));
