import { EchoTrace } from '../audio/echo/EchoTrace.ts';
import { FRAME_MS, FRAME_PAIRS } from '../audio/frame.ts';
import { Resampler } from '../audio/resample/Resampler.ts';
import { toSampleWithin } from '../audio/toSample.ts';

/** Of what is said, in Hz: mono, 16 bit, as the Live API speaks. */
const SPOKEN_RATE = 24_000;
/** The music under a voice: 10.5 dB lower. */
const UNDER_SPEECH = 0.3;
/** And while a member talks to the DJ: 6 dB, so that less of it comes back through their microphone. */
const UNDER_MEMBER = 0.5;
const DUCK_MS = 200;
const RETURN_MS = 600;
const DOWN_PER_FRAME = (1 - UNDER_SPEECH) / (DUCK_MS / FRAME_MS);
const UP_PER_FRAME = (1 - UNDER_SPEECH) / (RETURN_MS / FRAME_MS);
/** A voice does not wait until the music is all the way down. */
const SPEAKS_FROM = UNDER_MEMBER;
/** Of the voice: with the music under it peaks rarely meet, and are bent where they do. */
const VOICE_GAIN = 0.9;
/** What is said comes faster than it is heard; one that stays out for so long is over. */
const OVERDUE_FRAMES = 1_000 / FRAME_MS;
/** Longer than any reply that is wanted. */
const MOST_SAMPLES = 60 * SPOKEN_RATE;
/** Converted at a time: 20 ms, so that no frame pays for more than itself. */
const SLICE_SAMPLES = (SPOKEN_RATE * FRAME_MS) / 1_000;

/** What all stations' voices go through, one at a time. */
const voice = new Int16Array(2 * FRAME_PAIRS);

/**
 * Lays what the DJ says over the music at the moment a frame is asked for, so that no deck's reserve
 * delays it. The music goes down before a voice and comes back after it; with nobody to hear it is
 * left as it is, bit by bit. Replies to several members follow each other.
 */
export class TalkOver {
  /** The first is heard. */
  readonly #replies: Reply[] = [];
  readonly #talking = new Set<string>();
  /** Of the music. */
  #gain = 1;
  /** What has been played, as long as somebody is listened to who may hear it. */
  #trace: EchoTrace | undefined;

  /** Whether what is played is remembered, so that it is known again when a microphone hears it. */
  remembers(isWanted: boolean): void {
    this.#trace = isWanted ? (this.#trace ?? new EchoTrace()) : undefined;
  }

  /** @param heard by a microphone, 16 kHz mono */
  isEcho(heard: readonly Int16Array[]): boolean {
    return this.#trace?.isEcho(heard) ?? false;
  }

  /** A member begins or ends to talk to the DJ. */
  memberTalks(person: string, talks: boolean): void {
    if (talks) this.#talking.add(person);
    else this.#talking.delete(person);
  }

  /**
   * More of the reply to a member.
   *
   * @param pcm 24 kHz mono; not to be changed afterwards
   */
  say(person: string, pcm: Int16Array): void {
    let reply = this.#replyTo(person);
    if (reply === undefined) {
      reply = new Reply(person);
      this.#replies.push(reply);
    }
    reply.add(pcm);
  }

  /** The reply is whole. */
  said(person: string): void {
    const reply = this.#replyTo(person);
    if (reply !== undefined) reply.isWhole = true;
  }

  /** The reply is not wanted any more: it fades out within a frame. */
  hush(person: string): void {
    for (const reply of this.#replies) if (reply.person === person) reply.hush();
  }

  /** Whether there is anything of a reply to this member still to be heard. */
  isSpeakingTo(person: string): boolean {
    return this.#replies.some((reply) => reply.person === person && !reply.isHushed);
  }

  /** Nobody has heard what was under way, and nobody will: all is forgotten. */
  clear(): void {
    this.#replies.length = 0;
    this.#gain = 1;
  }

  /**
   * One frame of music, in place.
   *
   * @param level of the output, 0 to 2: a voice is no louder than members want the bot to be
   */
  process(frame: Int16Array, level: number): void {
    this.#lay(frame, level);
    this.#trace?.add(frame);
  }

  #lay(frame: Int16Array, level: number): void {
    const reply = this.#current();
    const target = this.#target(reply);
    const from = this.#gain;
    if (from === 1 && target === 1) return;
    this.#gain =
      target < from
        ? Math.max(target, from - DOWN_PER_FRAME)
        : Math.min(target, from + UP_PER_FRAME);
    const speaks = reply !== undefined && from <= SPEAKS_FROM && reply.pull(voice);
    const loud = speaks ? VOICE_GAIN * Math.min(1, level) : 0;
    mix(frame, { from, to: this.#gain }, { from: loud, to: reply?.isHushed === true ? 0 : loud });
  }

  /** The reply whose turn it is; those that are over are let go of. */
  #current(): Reply | undefined {
    for (;;) {
      const [reply] = this.#replies;
      if (reply === undefined || !reply.isOver) return reply;
      this.#replies.shift();
    }
  }

  #target(reply: Reply | undefined): number {
    if (reply !== undefined && !reply.isHushed) return UNDER_SPEECH;
    return this.#talking.size > 0 ? UNDER_MEMBER : 1;
  }

  #replyTo(person: string): Reply | undefined {
    return this.#replies.findLast(
      (reply) => reply.person === person && !reply.isHushed && !reply.isWhole,
    );
  }
}

/** One reply, as far as it has come. */
class Reply {
  readonly person: string;
  isWhole = false;
  isHushed = false;
  readonly #chunks: Int16Array[] = [];
  readonly #resampler = new Resampler({ rate: SPOKEN_RATE, channels: 1 });
  /** Of the first chunk. */
  #at = 0;
  #samples = 0;
  #overdueFrames = 0;
  #isEnded = false;
  #hasBegun = false;
  /** It has been heard to its end, or its last frame has faded out. */
  isOver = false;

  constructor(person: string) {
    this.person = person;
  }

  add(pcm: Int16Array): void {
    if (this.#samples > MOST_SAMPLES) return;
    this.#samples += pcm.length;
    this.#chunks.push(pcm);
  }

  /** What has begun fades out in its next frame; what has not never will. */
  hush(): void {
    this.isHushed = true;
    if (!this.#hasBegun) this.isOver = true;
  }

  /** Fills a frame. False where there is nothing to hear. */
  pull(out: Int16Array): boolean {
    while (this.#resampler.availablePairs < FRAME_PAIRS && this.#pushNext());
    const pairs = Math.min(FRAME_PAIRS, this.#resampler.availablePairs);
    this.#overdueFrames = pairs === 0 ? this.#overdueFrames + 1 : 0;
    const hasEnded = this.#isEnded && pairs < FRAME_PAIRS;
    this.isOver = this.isHushed || hasEnded || this.#overdueFrames > OVERDUE_FRAMES;
    if (pairs === 0) return false;
    this.#hasBegun = true;
    this.#resampler.pull(out, 0, pairs);
    out.fill(0, 2 * pairs);
    return true;
  }

  #pushNext(): boolean {
    const [chunk] = this.#chunks;
    if (chunk === undefined) {
      if (!this.isWhole || this.#isEnded) return false;
      this.#isEnded = true;
      this.#resampler.end();
      return true;
    }
    this.#resampler.push(chunk.subarray(this.#at, this.#at + SLICE_SAMPLES));
    this.#at += SLICE_SAMPLES;
    if (this.#at >= chunk.length) {
      this.#chunks.shift();
      this.#at = 0;
    }
    return true;
  }
}

interface Slope {
  readonly from: number;
  readonly to: number;
}

function mix(frame: Int16Array, music: Slope, spoken: Slope): void {
  const musicStep = (music.to - music.from) / FRAME_PAIRS;
  const voiceStep = (spoken.to - spoken.from) / FRAME_PAIRS;
  let gain = music.from;
  let loud = spoken.from;
  const isMute = spoken.from === 0 && spoken.to === 0;
  for (let i = 0; i < frame.length; i += 2) {
    gain += musicStep;
    loud += voiceStep;
    const said = isMute ? 0 : loud * (voice[i] ?? 0);
    frame[i] = toSampleWithin(gain * (frame[i] ?? 0) + said, gain + loud);
    frame[i + 1] = toSampleWithin(gain * (frame[i + 1] ?? 0) + said, gain + loud);
  }
}
