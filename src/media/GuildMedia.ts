import type { Clock, Timer } from '../clock.ts';
import type { Conditions } from '../conditions.ts';
import type { Failure } from '../failure.ts';
import { type Log, withFields } from '../log.ts';
import { whileWaiting } from '../lyria/failureTexts.ts';
import type { OpenLyriaSession } from '../lyria/session.ts';
import type { Gates } from '../station/SessionGate.ts';
import { Station } from '../station/Station.ts';
import type { StationLimits } from '../station/StationLimits.ts';
import { PAUSE_FADE_MS, STOP_FADE_MS } from '../station/stationTimes.ts';
import { FRAME_MS, type Pacer } from '../voice/Pacer.ts';
import type { PacketGaps } from '../voice/PacketGaps.ts';
import { VoiceLink } from '../voice/VoiceLink.ts';
import { SILENCE_PACKETS, VoicePlayer } from '../voice/VoicePlayer.ts';
import { Ducking } from './Ducking.ts';
import type {
  EndReason,
  MediaCommand,
  MediaEvent,
  StationSnapshot,
  StationState,
} from './protocol.ts';
import type { StationVitals } from './StationVitals.ts';
import type { LiveLine } from './talk/LiveLine.ts';
import { TalkDesk } from './talk/TalkDesk.ts';

/** The frame between mixer and network when a fade has been mixed, and a cycle or two for the first. */
const IN_FLIGHT_MS = 60;
/** Stands for everybody whose speaking is noticed, beside those who talk to the DJ. */
const PEOPLE = 'people';
/** For the silence packets that end the sound, and one frame more to begin with. */
const SILENCE_MS = (SILENCE_PACKETS + 1) * FRAME_MS;

type StartCommand = Extract<MediaCommand, { type: 'start' }>;

export interface GuildMediaParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly conditions: Conditions;
  /** Of all guilds. */
  readonly pacer: Pacer;
  readonly quality: { readonly complexity: number };
  readonly gaps: PacketGaps;
  readonly openLyriaSession: OpenLyriaSession;
  readonly gates: Gates;
  readonly stationLimits?: StationLimits;
  /** Of all guilds. */
  readonly live: LiveLine;
  readonly emit: (event: MediaEvent) => void;
  /** Everything is closed; called once, before the `ended` event. */
  readonly onEnded: () => void;
}

/** One guild's music and voice connection, from `start` to `ended`. */
export class GuildMedia {
  readonly #parts: GuildMediaParts;
  readonly #guildId: string;
  readonly #station: Station;
  readonly #link: VoiceLink;
  readonly #player: VoicePlayer;
  readonly #ducking: Ducking;
  readonly #talk: TalkDesk;
  #channelId: string;
  #volume: number;
  #paused = false;
  #ended = false;
  #stopping: Timer | undefined;
  #pausing: Timer | undefined;
  #wasAudible = false;

  /** Joins and opens a session side by side, and tells of itself from the first moment on. */
  constructor(command: StartCommand, parts: GuildMediaParts) {
    this.#parts = parts;
    this.#guildId = command.guildId;
    this.#channelId = command.channelId;
    this.#volume = command.volume;
    const { clock, random, gates, conditions, pacer, quality, gaps } = parts;
    const log = withFields(parts.log, { guildId: command.guildId });
    this.#link = new VoiceLink({
      guildId: command.guildId,
      channelId: command.channelId,
      patient: command.patient ?? false,
      sendGateway: (payload) =>
        parts.emit({ type: 'gatewaySend', guildId: command.guildId, payload }),
      clock,
      random,
      log,
      conditions,
      events: {
        onAudible: () => this.#audible(),
        onInterrupted: () => this.#interrupted(),
        onLost: (cause) => (cause === 'removed' ? this.#end('kicked') : this.#end('failed', cause)),
      },
    });
    this.#station = new Station({
      prompts: command.prompts,
      config: command.config,
      volume: command.volume,
      patient: command.patient ?? false,
      open: parts.openLyriaSession,
      gate: gates.of(command.guildId),
      ...(parts.stationLimits === undefined ? {} : { limits: parts.stationLimits }),
      clock,
      random,
      log,
      events: {
        onChanged: () => queueMicrotask(() => this.#musicChanged()),
        onFiltered: (text, reason) =>
          parts.emit({ type: 'promptFiltered', guildId: command.guildId, text, reason }),
        onFailed: (failure) => queueMicrotask(() => this.#end('failed', failure)),
      },
    });
    this.#player = new VoicePlayer({
      source: (out) => this.#station.nextFrame(out),
      sink: this.#link.connection,
      pacer,
      quality,
      gaps,
      clock,
      bitrate: command.bitrate,
      log,
      onFlowChanged: () => this.#tell(),
      onSinkFailed: (error) => this.#link.failed(error),
      onFailed: (failure) => this.#end('failed', failure),
    });
    this.#ducking = new Ducking({
      clock,
      notice: (people, noticed) => this.#link.notice(people, noticed),
      tell: (speak) => this.#station.talkOver.memberTalks(PEOPLE, speak),
    });
    this.#talk = new TalkDesk({
      guildId: command.guildId,
      clock,
      line: parts.live,
      talkOver: this.#station.talkOver,
      isHeard: () => this.#player.isPlaying && !this.#paused,
      listen: (person, listener) => this.#link.listen(person, listener),
      emit: parts.emit,
    });
    this.#tell();
  }

  /** How the station is at this moment, for the operator. */
  get vitals(): StationVitals {
    const { playout, decks, reserveMs } = this.#station;
    return {
      snapshot: this.#snapshot(),
      sessions: decks.sessions,
      nextReserveMs: decks.sessions > 1 ? Math.round(Math.max(0, decks.heldMs - reserveMs)) : null,
      deliveryRate: playout.deck?.pace ?? null,
      rate: playout.rate,
      handovers: playout.counts.handovers,
      bridges: playout.counts.bridges,
      bridgedTotalMs: Math.round(playout.counts.bridgedMs),
      bridgedMs: Math.round(playout.bridgedMs),
      voice: {
        isAudible: this.#link.isAudible,
        isPlaying: this.#player.isPlaying,
        rejoins: this.#link.attempts,
        ...this.#player.counts,
      },
    };
  }

  take(command: Exclude<MediaCommand, StartCommand>): void {
    if (this.#ended) return;
    // While it fades out only the voice connection still matters.
    if (this.#stopping !== undefined && !VOICE_COMMANDS.has(command.type)) return;
    switch (command.type) {
      case 'setMix':
        this.#station.setPrompts(command.prompts);
        break;
      case 'setConfig':
        this.#station.setConfig(command.config);
        break;
      case 'setVolume':
        this.#volume = command.volume;
        this.#station.setVolume(command.volume, command.glideMs);
        this.#tell();
        break;
      case 'resetContext':
        this.#station.reset();
        break;
      case 'duck':
        this.#ducking.follow(command.people);
        break;
      case 'pause':
        this.#pause();
        break;
      case 'resume':
        this.#resume();
        break;
      case 'stop':
        this.stop('stopped');
        break;
      case 'report':
        this.#tell();
        break;
      case 'clip': {
        const { guildId, ticket, packets } = command;
        this.#parts.emit({ type: 'clip', guildId, ticket, ...this.#player.last(packets) });
        break;
      }
      case 'channelChanged':
        this.#channelId = command.channelId;
        this.#player.setBitrate(command.bitrate);
        this.#tell();
        break;
      case 'channelLost':
        this.#end(command.reason);
        break;
      case 'voiceStateUpdate':
        this.#link.voiceStateUpdate(command.payload);
        break;
      case 'voiceServerUpdate':
        this.#link.voiceServerUpdate(command.payload);
        break;
      case 'openEar':
      case 'closeEar':
      case 'answerTool':
        this.#talk.take(command);
        break;
      case 'gateway':
        this.#link.gatewayIs(command.connected);
        break;
    }
  }

  /** Fades out, then ends; at once when there is nothing to hear. */
  stop(reason: EndReason): void {
    if (this.#ended || this.#stopping !== undefined) return;
    if (!this.#player.isPlaying || this.#paused) {
      this.#end(reason);
      return;
    }
    this.#station.fadeOut();
    const waitMs = STOP_FADE_MS + IN_FLIGHT_MS;
    this.#stopping = this.#parts.clock.after(waitMs, () => {
      this.#player.pause(true);
      this.#stopping = this.#parts.clock.after(SILENCE_MS, () => this.#end(reason));
    });
  }

  /** Lets go of everything, and leaves the place in the channel to whoever plays there now. */
  abandon(): void {
    if (this.#ended) return;
    this.#close(false);
  }

  #pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#station.pause();
    this.#pausing = this.#parts.clock.after(PAUSE_FADE_MS + IN_FLIGHT_MS, () =>
      this.#player.pause(true),
    );
    this.#tell();
  }

  #resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#pausing?.cancel();
    this.#station.resume();
    this.#playIfPossible();
    this.#tell();
  }

  #audible(): void {
    this.#wasAudible = true;
    this.#playIfPossible();
    this.#tell();
  }

  #interrupted(): void {
    this.#player.pause(false);
    this.#station.cutOff();
    this.#tell();
  }

  #musicChanged(): void {
    if (this.#ended) return;
    this.#playIfPossible();
    this.#tell();
  }

  #playIfPossible(): void {
    if (this.#link.isAudible && this.#station.canBegin && !this.#paused) this.#player.play();
  }

  #end(reason: EndReason, failure?: Failure): void {
    if (this.#ended) return;
    this.#close(reason !== 'kicked' && reason !== 'channel-deleted');
    this.#parts.emit({
      type: 'ended',
      guildId: this.#guildId,
      reason,
      ...(failure === undefined ? {} : { failure: plain(failure) }),
    });
  }

  #close(leave: boolean): void {
    this.#ended = true;
    this.#stopping?.cancel();
    this.#pausing?.cancel();
    this.#player.close();
    this.#talk.close();
    this.#ducking.close();
    this.#link.close(leave);
    this.#station.close();
    this.#parts.onEnded();
  }

  #tell(): void {
    if (!this.#ended) this.#parts.emit({ type: 'station', snapshot: this.#snapshot() });
  }

  #snapshot(): StationSnapshot {
    const { heard, trouble, order, reserveMs, playout } = this.#station;
    const { handovers } = playout.counts;
    return {
      guildId: this.#guildId,
      channelId: this.#channelId,
      state: this.#state(),
      prompts: order.prompts,
      config: order.config,
      volume: this.#volume,
      reserveMs: Math.round(reserveMs),
      ...(heard === undefined ? {} : { heard }),
      ...(this.#link.isAudible ? {} : { voiceAway: true }),
      ...(this.#station.state === 'bridging' && { isLoop: true }),
      ...(handovers > 0 && { handovers }),
      ...(trouble === undefined ? {} : { trouble: plain(whileWaiting(trouble)) }),
    };
  }

  #state(): StationState {
    if (this.#paused) return 'paused';
    if (this.#wasAudible && !this.#link.isAudible) return 'reconnecting';
    if (!this.#wasAudible || !this.#station.canBegin) return 'starting';
    if (!this.#player.hasPlayed) return 'starting';
    // Whatever should be: what does not leave does not play.
    return this.#station.state === 'out' || !this.#player.isPlaying ? 'reconnecting' : 'playing';
  }
}

const VOICE_COMMANDS: ReadonlySet<MediaCommand['type']> = new Set([
  'voiceStateUpdate',
  'voiceServerUpdate',
  'channelLost',
  'gateway',
]);

/** Only what the control side knows of failures: no more crosses the border. */
function plain({ code, memberText, operatorText }: Failure): Failure {
  return { code, memberText, operatorText };
}
