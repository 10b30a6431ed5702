import { Fft } from '../Fft.ts';

/** What is compared: mono, in Hz. Enough of speech and music to know them by, at a twelfth of the work. */
const RATE = 4_000;
/** Of what is played, 48 kHz. */
const STEP = 12;
/** Of what is heard, 16 kHz. */
const HEARD_STEP = 4;
/** A second: what comes back, and how long it may take by loudspeaker, room, microphone and network. */
const SIZE = 4_096;
/** Of what is heard: the more, the surer. */
const MOST_HEARD = 0.4 * RATE;
const LEAST_HEARD = 0.2 * RATE;
/** How much less what is strong counts: a room bends levels more than times. 1: only times count. */
const WHITENING = 0.7;
/**
 * How far one delay stands out of all, in root mean squares. Echoes of the DJ and of the music, by a room
 * and Opus, were at 10 to 30; members who speak at 3 to 10, and most of the time at 6 or less, with an echo behind
 * them, too.
 */
const ECHO_PEAK = 9;
/** Of what is heard and what was played then, as they are: tones, which stand out anywhere, are not alike. */
const ECHO_CORRELATION = 0.2;

/** One for all: nothing is kept in it from one question to the next. */
const fft = new Fft(SIZE);

/**
 * Remembers what the bot has played within a second, so that it is known again when it comes back by a
 * member's loudspeakers and microphone.
 */
export class EchoTrace {
  /** In a ring; `#next` is where the oldest is. */
  readonly #played = new Float32Array(SIZE);
  #next = 0;

  /** @param frame 48 kHz stereo, as it is played */
  add(frame: Int16Array): void {
    for (let at = 0; at < frame.length; at += 2 * STEP) {
      let sum = 0;
      for (let i = 0; i < 2 * STEP; i += 2) sum += frame[at + i] ?? 0;
      this.#played[this.#next] = sum / STEP;
      this.#next = (this.#next + 1) % SIZE;
    }
  }

  /**
   * Whether the latest that a microphone has heard is what was played a moment before, rather than
   * somebody who speaks, over it or not. Takes two milliseconds.
   *
   * @param heard 16 kHz mono, in order; of less than 0.2 s nothing can be said
   */
  isEcho(heard: readonly Int16Array[]): boolean {
    const own = latest(heard);
    if (own.length < LEAST_HEARD) return false;
    const re = Float64Array.from({ length: SIZE }, (_, i) => own[i] ?? 0);
    const im = new Float64Array(SIZE);
    const playedRe = Float64Array.from(
      { length: SIZE },
      (_, i) => this.#played[(this.#next + i) % SIZE] ?? 0,
    );
    const playedIm = new Float64Array(SIZE);
    fft.forward(re, im);
    fft.forward(playedRe, playedIm);
    for (let i = 0; i < SIZE; i += 1) {
      const [a, b, c, d] = [playedRe[i] ?? 0, playedIm[i] ?? 0, re[i] ?? 0, im[i] ?? 0];
      const [real, imaginary] = [a * c + b * d, b * c - a * d];
      const weight = (Math.hypot(real, imaginary) + Number.EPSILON) ** -WHITENING;
      re[i] = weight * real;
      im[i] = weight * imaginary;
    }
    fft.inverse(re, im);
    let peak = 0;
    let delay = 0;
    let sum = 0;
    // What lies behind goes round the end of what is remembered: no delay.
    for (let i = 0; i < SIZE; i += 1) {
      const likeness = re[i] ?? 0;
      sum += likeness * likeness;
      if (i > SIZE - own.length || Math.abs(likeness) <= peak) continue;
      peak = Math.abs(likeness);
      delay = i;
    }
    const isOneDelay = sum > 0 && peak > ECHO_PEAK * Math.sqrt(sum / SIZE);
    return isOneDelay && this.#correlation(own, delay) > ECHO_CORRELATION;
  }

  /** 0 to 1: the same, but for loudness and sign. */
  #correlation(own: readonly number[], delay: number): number {
    let both = 0;
    let ownPower = 0;
    let playedPower = 0;
    for (const [i, sample] of own.entries()) {
      const played = this.#played[(this.#next + delay + i) % SIZE] ?? 0;
      both += sample * played;
      ownPower += sample * sample;
      playedPower += played * played;
    }
    const scale = Math.sqrt(ownPower * playedPower);
    return scale === 0 ? 0 : Math.abs(both) / scale;
  }
}

/** The end of it, at the rate that is compared. */
function latest(heard: readonly Int16Array[]): number[] {
  const samples: number[] = [];
  for (const pcm of heard) {
    for (let at = 0; at + HEARD_STEP <= pcm.length; at += HEARD_STEP) {
      let sum = 0;
      for (let i = 0; i < HEARD_STEP; i += 1) sum += pcm[at + i] ?? 0;
      samples.push(sum / HEARD_STEP);
    }
  }
  return samples.slice(-MOST_HEARD);
}
