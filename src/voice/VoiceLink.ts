import {
  type DiscordGatewayAdapterLibraryMethods,
  joinVoiceChannel,
  type Networking,
  NetworkingStatusCode,
  type VoiceConnection,
  VoiceConnectionDisconnectReason,
  type VoiceConnectionState,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import type { Clock, Timer } from '../clock.ts';
import type { Conditions } from '../conditions.ts';
import type { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import { audibility } from './audibility.ts';
import { closeAction } from './closeAction.ts';
import { voiceFailure } from './failure.ts';
import { guardNetworking } from './guardNetworking.ts';
import { voiceServerPayload, voiceStatePayload } from './payloads.ts';
import { Rejoins } from './Rejoins.ts';
import type { PacketListener } from './receive/guardReceive.ts';
import { OpenEars } from './receive/OpenEars.ts';
import { sealPackets } from './sealPackets.ts';

/** From asking to join until Ready; a healthy connection needs 25 ms, a far one a second or two. */
const CONNECT_TIMEOUT_MS = 10_000;
/** After 4014 the gateway says within this time whether the bot was moved or removed. */
const WORD_TIMEOUT_MS = 5_000;
/** How often it is looked whether DAVE has become ready, and how long that may take. */
const AUDIBLE_CHECK_MS = 20;
const DAVE_TIMEOUT_MS = 8_000;
/** How often it is looked whether it still is, since people come and go. */
const WATCH_MS = 1_000;
/** With nobody else connected DAVE has nobody to agree with: not worth waiting. */
const ALONE_GRACE_MS = 500;
/** A first start that somebody waits for is answered after as many attempts: within two minutes. */
const FIRST_ATTEMPTS = 6;
/** Errors of sending closer together than this are one: an interface is down, or a route is gone. */
const SEND_ERRORS_APART_MS = 500;
/** A single packet may be refused when buffers are full; after this the way itself is broken. */
const UNSENDABLE_MS = 1_000;

export interface VoiceLinkEvents {
  /** What is sent from now on can be heard. Called again after each interruption. */
  readonly onAudible: () => void;
  /** It cannot be heard for a while; the link mends itself. */
  readonly onInterrupted: () => void;
  /**
   * The end, and never because of too many attempts: the bot was removed, Discord refuses it for
   * good, or a first start that somebody waits for came to nothing. The link has closed itself.
   */
  readonly onLost: (cause: 'removed' | Failure) => void;
}

/**
 * One guild's voice connection: rejoins for as long as what was wanted is possible. Takes the
 * decision when to do so away from the library, which has no back-off, by answering its own
 * attempts with "not available". While the gateway is away there is nobody to ask: what is due
 * then waits for its return.
 */
export class VoiceLink {
  readonly #clock: Clock;
  readonly #rejoins: Rejoins;
  readonly #log: Log;
  readonly #conditions: Conditions;
  readonly #guildId: string;
  readonly #events: VoiceLinkEvents;
  readonly #connection: VoiceConnection;
  readonly #patient: boolean;
  readonly #ears: OpenEars;
  #library: DiscordGatewayAdapterLibraryMethods | undefined;
  /** Whether what the library wants to send goes out: only while this link itself asked for it. */
  #maySend = true;
  #closeCode: number | undefined;
  #everAudible = false;
  #audible = false;
  /** The gateway's last word: the bot is in no channel. */
  #removed = false;
  #gatewayIsConnected = true;
  /** Asked to join, or about to, and no voice server named yet. */
  #isJoining = true;
  #attempts = 0;
  /** The row of errors of sending that goes on, or was the last. */
  #unsendable = { sinceMs: Number.NEGATIVE_INFINITY, lastMs: Number.NEGATIVE_INFINITY };
  /** What the gateway is needed for, once it is back. */
  #held: (() => void) | undefined;
  #closed = false;
  /** The one thing waited for: to be ready, to be audible, to be moved, or to rejoin. */
  #waiting: Timer | undefined;

  constructor(options: {
    readonly guildId: string;
    readonly channelId: string;
    /** Nobody waits for an answer: a first start is tried for ever, too. */
    readonly patient?: boolean;
    /** Sends a payload on the gateway (op 4). */
    readonly sendGateway: (payload: unknown) => void;
    readonly clock: Clock;
    readonly random: () => number;
    readonly log: Log;
    readonly conditions: Conditions;
    readonly events: VoiceLinkEvents;
  }) {
    this.#clock = options.clock;
    this.#patient = options.patient ?? false;
    this.#rejoins = new Rejoins(options.clock, options.random);
    this.#log = options.log;
    this.#conditions = options.conditions;
    this.#guildId = options.guildId;
    this.#events = options.events;
    this.#connection = joinVoiceChannel({
      guildId: options.guildId,
      channelId: options.channelId,
      selfDeaf: true,
      selfMute: false,
      // Where it gives up the library starts its session over, and everybody's keys with it.
      decryptionFailureTolerance: Number.MAX_SAFE_INTEGER,
      // Never true: the library's debug strings hold the voice token and the transport key.
      debug: false,
      adapterCreator: (library) => {
        this.#library = library;
        return {
          sendPayload: (payload) => {
            if (!this.#maySend) return false;
            options.sendGateway(payload);
            return true;
          },
          destroy: () => {},
        };
      },
    });
    this.#ears = new OpenEars(this.#connection, this.#clock, (tell) => {
      if (!this.#closed && this.#gatewayIsConnected) this.#asking(tell);
    });
    this.#connection.on('error', (error) => this.#guarded(() => this.#reported(error)));
    this.#connection.on('stateChange', (before, after) => this.#changed(before, after));
    this.#maySend = false;
    this.#await(CONNECT_TIMEOUT_MS, () => this.#unconnected());
  }

  get connection(): VoiceConnection {
    return this.#connection;
  }

  get isAudible(): boolean {
    return this.#audible;
  }

  /** How often it has asked to join again so far. */
  get attempts(): number {
    return this.#attempts;
  }

  /**
   * Listens to a member until the returned function is called. What cannot be had of them is no
   * trouble of the connection's.
   */
  listen(userId: string, listener: PacketListener): () => void {
    return this.#ears.listen(userId, listener);
  }

  /** Notices that people speak, and nothing of what they say, until the returned function is called. */
  notice(people: ReadonlySet<string>, noticed: () => void): () => void {
    return this.#ears.notice(people, noticed);
  }

  /** What was done with the connection has thrown: it is in no known state, and replaced. */
  failed(error: unknown): void {
    const { state } = this.#connection;
    this.#failed('networking' in state ? state.networking : undefined, error);
  }

  /** The bot's own VOICE_STATE_UPDATE, as received. */
  voiceStateUpdate(payload: unknown): void {
    const parsed = voiceStatePayload.safeParse(payload);
    if (this.#closed || !parsed.success) return;
    this.#removed = parsed.data.channel_id === null;
    this.#guarded(() => this.#library?.onVoiceStateUpdate(parsed.data));
  }

  /** VOICE_SERVER_UPDATE, as received: at first, when moved, and when the region changes. */
  voiceServerUpdate(payload: unknown): void {
    const parsed = voiceServerPayload.safeParse(payload);
    if (this.#closed || !parsed.success) return;
    this.#guarded(() => this.#library?.onVoiceServerUpdate(parsed.data));
  }

  /** The gateway went away, or is back. What it told before it went, and tells anew, is known. */
  gatewayIs(connected: boolean): void {
    if (this.#closed || connected === this.#gatewayIsConnected) return;
    this.#gatewayIsConnected = connected;
    if (!connected) return;
    this.#ears.tellAgain();
    // Attempts that failed meanwhile say nothing of what will come of the next.
    this.#rejoins.forget();
    // Whatever was asked before has got lost with the former connection, or may have.
    if (this.#isJoining) this.#rejoinLater('the gateway is back');
    else this.#held?.();
  }

  /**
   * Leaves the channel and lets go of everything. Idempotent.
   *
   * @param leave whether to tell Discord; pointless when the bot has been removed
   */
  close(leave = true): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#waiting?.cancel();
    this.#held = undefined;
    this.#rejoins.cancel();
    this.#conditions.clear('voice.away', this.#guildId);
    this.#conditions.clear('voice.no-udp', this.#guildId);
    this.#maySend = leave;
    this.#connection.removeAllListeners('stateChange');
    if (this.#connection.state.status !== VoiceConnectionStatus.Destroyed) {
      this.#connection.destroy(leave);
    }
  }

  #changed(before: VoiceConnectionState, after: VoiceConnectionState): void {
    this.#watchNetworking(before, after);
    if (before.status === after.status || this.#closed) return;
    switch (after.status) {
      case VoiceConnectionStatus.Ready:
        this.#awaitAudible(this.#clock.now());
        break;
      case VoiceConnectionStatus.Connecting:
        this.#isJoining = false;
        this.#interrupted();
        this.#await(CONNECT_TIMEOUT_MS, () => this.#unconnected());
        break;
      case VoiceConnectionStatus.Disconnected:
        this.#interrupted();
        this.#disconnected(after.reason);
        break;
      default:
        break;
    }
  }

  /** Learns with which code a voice gateway closes: the library keeps it to itself. */
  #watchNetworking(before: VoiceConnectionState, after: VoiceConnectionState): void {
    const now = 'networking' in after ? after.networking : undefined;
    const then = 'networking' in before ? before.networking : undefined;
    if (now === undefined || now === then) return;
    this.#closeCode = undefined;
    this.#ears.forgetSpeakers();
    guardNetworking(now, (error) => this.#failed(now, error));
    sealPackets(now);
    now.prependOnceListener('close', (code: number) => {
      this.#closeCode = code;
    });
  }

  /** The library could not go on, in whatever it did for that networking. */
  #failed(networking: Networking | undefined, error: unknown): void {
    const isCurrent = (): boolean => {
      const { state } = this.#connection;
      const current = 'networking' in state ? state.networking : undefined;
      return !this.#closed && current === networking;
    };
    // What a closed one still does is of no consequence.
    if (!isCurrent() || networking?.state.code === NetworkingStatusCode.Closed) return;
    this.#log.error({ err: error }, 'The voice library failed; the connection is replaced');
    // Not from inside the library: it might go on with what is no longer there.
    setImmediate(() => {
      if (!isCurrent() || networking?.state.code === NetworkingStatusCode.Closed) return;
      this.#guarded(() => this.#rejoinLater('the voice library failed'));
    });
  }

  /** What is thrown from a timer, or on a word of the gateway's, ends the process no more than else. */
  #guarded(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.failed(error);
    }
  }

  /** An error that came as an event: of a socket mostly, and what follows comes by itself. */
  #reported(error: Error): void {
    if (!('syscall' in error) || error.syscall !== 'send') {
      // What is no JSON may hold the voice token or key, and a part of it is in the message.
      const message = error instanceof SyntaxError ? 'a message that is no JSON' : error.message;
      this.#log.warn({ message }, 'The voice connection reported an error');
      return;
    }
    const code = 'code' in error ? String(error.code) : 'no reason given';
    const nowMs = this.#clock.now();
    const row = this.#unsendable;
    const isFirst = nowMs - row.lastMs > SEND_ERRORS_APART_MS;
    const sinceMs = isFirst ? nowMs : row.sinceMs;
    this.#unsendable = { sinceMs, lastMs: nowMs };
    if (isFirst) this.#log.warn({ code }, 'A voice packet could not be sent');
    if (nowMs - sinceMs < UNSENDABLE_MS || !this.#audible) return;
    this.#conditions.raise(
      'voice.no-udp',
      `Voice packets cannot be sent (${code}): look at this machine's network and firewall.`,
      this.#guildId,
    );
    this.#rejoinLater('packets cannot be sent');
  }

  #disconnected(reason: VoiceConnectionDisconnectReason): void {
    if (reason === VoiceConnectionDisconnectReason.EndpointRemoved) {
      // The voice server went away; the gateway names another one by itself. Until then the
      // library would go on to resume at the former one, and to take that for a reason to rejoin.
      if ('networking' in this.#connection.state) this.#connection.state.networking.destroy();
      this.#away('the voice server went away, and Discord names no other yet');
      this.#await(CONNECT_TIMEOUT_MS, () => this.#rejoinLater('no new voice server in time'));
      return;
    }
    const code = this.#closeCode;
    switch (closeAction(code)) {
      case 'await-word':
        this.#await(WORD_TIMEOUT_MS, () =>
          this.#withGateway(() => {
            // Without a word the place can be taken again.
            if (this.#removed) this.#lose('removed');
            else this.#rejoinLater(`close code ${code} and no word of why`);
          }),
        );
        break;
      case 'give-up':
        this.#lose(voiceFailure('voice.refused', `close code ${code}`));
        break;
      case 'stay-away':
        this.#lose(voiceFailure('voice.limited', `close code ${code}`));
        break;
      case 'rejoin':
        this.#rejoinLater(`close code ${code ?? 'unknown'}`);
        break;
    }
  }

  #rejoinLater(why: string): void {
    this.#isJoining = true;
    this.#interrupted();
    this.#away(why);
    // Discord names a voice server only to those who are not connected to one.
    if ('networking' in this.#connection.state) this.#connection.state.networking.destroy();
    this.#withGateway(() => {
      const { count } = this.#rejoins;
      if (count >= FIRST_ATTEMPTS && !this.#everAudible && !this.#patient) {
        this.#lose(voiceFailure('voice.unavailable', `${why}, after ${count} attempts`));
        return;
      }
      const delayMs = this.#rejoins.next();
      this.#log.warn({ why, attempt: count + 1, delayMs: Math.round(delayMs) }, 'Voice rejoins');
      this.#await(delayMs, () => this.#withGateway(() => this.#rejoin()));
    });
  }

  #unconnected(): void {
    const { state } = this.#connection;
    const isDeaf =
      'networking' in state && state.networking.state.code === NetworkingStatusCode.UdpHandshaking;
    if (isDeaf) {
      this.#conditions.raise(
        'voice.no-udp',
        'A voice server does not answer over UDP: the firewall must let UDP out, and the answers in.',
        this.#guildId,
      );
    }
    this.#rejoinLater(isDeaf ? 'no answer over UDP' : 'no connection in time');
  }

  #rejoin(): void {
    this.#attempts += 1;
    const { channelId, selfMute } = this.#connection.joinConfig;
    const { selfDeaf } = this.#ears;
    this.#asking(() => this.#connection.rejoin({ channelId, selfMute, selfDeaf }));
    this.#await(CONNECT_TIMEOUT_MS, () => this.#unconnected());
  }

  /** Does it now, or as soon as the gateway is back. */
  #withGateway(action: () => void): void {
    if (this.#gatewayIsConnected) {
      action();
      return;
    }
    this.#waiting?.cancel();
    this.#held = action;
  }

  /** Looks until what is sent can be heard, which may be a moment after Ready. */
  #awaitAudible(sinceMs: number): void {
    const waitedMs = this.#clock.now() - sinceMs;
    const state = audibility(this.#connection);
    if (state === 'audible' || (state === 'alone' && waitedMs >= ALONE_GRACE_MS)) {
      this.#becomeAudible();
    } else if (waitedMs >= DAVE_TIMEOUT_MS) {
      this.#rejoinLater('end-to-end encryption did not become ready');
    } else {
      this.#await(AUDIBLE_CHECK_MS, () => this.#awaitAudible(sinceMs));
    }
  }

  #becomeAudible(): void {
    this.#audible = true;
    this.#everAudible = true;
    this.#rejoins.succeeded();
    this.#conditions.clear('voice.away', this.#guildId);
    this.#conditions.clear('voice.no-udp', this.#guildId);
    this.#watch(undefined);
    this.#ears.tell();
    this.#events.onAudible();
  }

  /** Lets through what the library asks of the gateway meanwhile. */
  #asking(ask: () => void): void {
    this.#maySend = true;
    try {
      ask();
    } finally {
      this.#maySend = false;
    }
  }

  /** Notices when whoever came later has been hearing nothing since `deafSinceMs`. */
  #watch(deafSinceMs: number | undefined): void {
    const nowMs = this.#clock.now();
    const deaf = audibility(this.#connection) === 'waiting-for-dave';
    const sinceMs = deaf ? (deafSinceMs ?? nowMs) : undefined;
    if (sinceMs !== undefined && nowMs - sinceMs >= DAVE_TIMEOUT_MS) {
      this.#rejoinLater('end-to-end encryption did not become ready again');
    } else {
      this.#await(WATCH_MS, () => this.#watch(sinceMs));
    }
  }

  #away(why: string): void {
    const text = `No voice connection: ${why}. It is tried for as long as it takes.`;
    this.#conditions.raise('voice.away', text, this.#guildId);
  }

  #interrupted(): void {
    this.#rejoins.cancel();
    if (!this.#audible) return;
    this.#audible = false;
    this.#events.onInterrupted();
  }

  #lose(cause: 'removed' | Failure): void {
    if (this.#closed) return;
    this.close(cause !== 'removed');
    this.#events.onLost(cause);
  }

  #await(delayMs: number, callback: () => void): void {
    this.#waiting?.cancel();
    this.#held = undefined;
    // Its owner may have closed it from inside what it was told.
    if (this.#closed) return;
    this.#waiting = this.#clock.after(delayMs, () => this.#guarded(callback));
  }
}
