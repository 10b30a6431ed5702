import type { Clock, Timer } from '../../clock.ts';
import type { PacketListener } from '../../voice/receive/guardReceive.ts';
import type { VoiceDecoder } from '../../voice/receive/opusDecoder.ts';
import { SpeakerInput, TURN_END_MS } from '../../voice/receive/SpeakerInput.ts';
import type { VoiceDetector } from '../../voice/receive/voiceDetector.ts';

/** Of one turn, and from a press on: longer than anybody asks for music. */
const LISTEN_MS = 15_000;
/** A cough or a click is no turn, and the service falls silent over such. */
const LEAST_SPEECH_MS = 300;
/** Packets come and none can be decrypted for so long: it will not get better by itself. */
const UNREADABLE_MS = 3_000;
/** Whether it is an echo is looked at in every third packet, and twice in a row it is to be none. */
const LOOK_EVERY = 3;
const CLEAR_LOOKS = 2;
/** Of what is held back as an echo nothing older is wanted: half a second. */
const MOST_HELD = 25;

export interface EarParts {
  readonly clock: Clock;
  /** Hears the member until the returned function is called. */
  readonly listen: (listener: PacketListener) => () => void;
  readonly createDecoder: () => VoiceDecoder;
  /** For a microphone that is always open, and sends more than what is said. */
  readonly createDetector: () => VoiceDetector;
  /** Whether the latest of what was heard, 16 kHz mono, is what the bot itself plays. */
  readonly isEcho: (heard: readonly Int16Array[]) => boolean;
}

export interface EarEvents {
  /** There is sound; it may come to nothing. */
  readonly stirred: () => void;
  /** It came to nothing. */
  readonly calmed: () => void;
  /** The member says something. @param heard from its beginning on, 16 kHz mono */
  readonly turnBegan: (heard: readonly Int16Array[]) => void;
  readonly turnSound: (pcm: Int16Array) => void;
  /** @param agoMs how long ago the last word was */
  readonly turnEnded: (speechMs: number, agoMs: number) => void;
  /** 15 s have passed since a press without a turn. @param hasHeard whether packets came at all */
  readonly waitedInVain: (hasHeard: boolean) => void;
  /** For three seconds all that came could not be decrypted. */
  readonly unreadable: () => void;
}

/**
 * One member's ear while it is open: where what they say begins and where it ends. What the bot plays and
 * hears back by their loudspeakers is no turn, and neither is a cough.
 */
export class Ear {
  readonly #parts: EarParts;
  readonly #events: EarEvents;
  readonly #input: SpeakerInput;
  readonly #detector: VoiceDetector | undefined;
  readonly #stop: () => void;
  /** Not yet a turn. */
  #held: Int16Array[] = [];
  #looks = 0;
  #clearLooks = 0;
  #isTurn = false;
  /** The turn has been long enough: the rest, up to the next pause, is nobody's. */
  #isCutOff = false;
  #window: Timer | undefined;
  #unreadableSinceMs: number | undefined;
  #hasHeard = false;

  /** @param isOpenMic whether it stays open from turn to turn, for whatever is said */
  constructor(parts: EarParts, isOpenMic: boolean, events: EarEvents) {
    this.#parts = parts;
    this.#events = events;
    const { clock, createDecoder, createDetector, listen } = parts;
    this.#detector = isOpenMic ? createDetector() : undefined;
    const heard = {
      began: () => events.stirred(),
      sound: (pcm: Int16Array) => this.#sound(pcm),
      ended: (speechMs: number) => this.#ended(speechMs),
    };
    this.#input = new SpeakerInput(clock, createDecoder(), heard, this.#detector);
    this.#stop = listen({
      packet: (packet) => {
        this.#hasHeard = true;
        this.#input.add(packet);
      },
      unreadable: () => {
        if (!this.#hasHeard) this.#unreadable();
      },
    });
    if (!isOpenMic) this.#window = clock.after(LISTEN_MS, () => this.#waited());
  }

  /** Whether the member is in the middle of a turn. */
  get isTurn(): boolean {
    return this.#isTurn;
  }

  /** The turn that has begun is nobody's. */
  cutOff(): void {
    if (!this.#isTurn) return;
    this.#forget();
    this.#isCutOff = true;
  }

  close(): void {
    this.#window?.cancel();
    this.#stop();
    this.#input.close();
    this.#detector?.close();
  }

  #sound(pcm: Int16Array): void {
    if (this.#isCutOff) return;
    if (this.#isTurn) {
      this.#events.turnSound(pcm);
      return;
    }
    this.#held.push(pcm);
    if (this.#input.speechMs < LEAST_SPEECH_MS) return;
    this.#looks += 1;
    if (this.#looks % LOOK_EVERY !== 1) return;
    if (this.#parts.isEcho(this.#held)) {
      this.#clearLooks = 0;
      this.#held = this.#held.slice(-MOST_HELD);
    } else {
      this.#clearLooks += 1;
      if (this.#clearLooks >= CLEAR_LOOKS) this.#begin();
    }
  }

  #begin(): void {
    const held = this.#held;
    this.#held = [];
    this.#isTurn = true;
    this.#events.turnBegan(held);
    if (this.#isTurn) this.#window ??= this.#parts.clock.after(LISTEN_MS, () => this.#waited());
  }

  #ended(speechMs: number): void {
    const wasCutOff = this.#isCutOff;
    this.#isCutOff = false;
    // Over before it could be looked at twice.
    if (!wasCutOff && !this.#isTurn && this.#clearLooks > 0) this.#begin();
    const wasTurn = this.#isTurn;
    this.#forget();
    if (wasTurn) this.#events.turnEnded(speechMs, TURN_END_MS);
    else if (!wasCutOff) this.#events.calmed();
  }

  #forget(): void {
    this.#isTurn = false;
    this.#held = [];
    this.#looks = 0;
    this.#clearLooks = 0;
    if (this.#detector === undefined) return;
    this.#window?.cancel();
    this.#window = undefined;
  }

  #waited(): void {
    const { speechMs } = this.#input;
    if (!this.#isTurn) {
      this.#events.waitedInVain(this.#hasHeard);
      return;
    }
    this.#forget();
    this.#isCutOff = true;
    this.#events.turnEnded(speechMs, 0);
  }

  #unreadable(): void {
    const nowMs = this.#parts.clock.now();
    this.#unreadableSinceMs ??= nowMs;
    if (nowMs - this.#unreadableSinceMs >= UNREADABLE_MS) this.#events.unreadable();
  }
}
