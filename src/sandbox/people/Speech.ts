import { Resampler } from '#src/audio/resample/Resampler.ts';
import type { Wav } from '#src/audio/wav.ts';
import { FLITE_RATE, Flite, fliteFile } from '#src/generator/live/flite/Flite.ts';
import { VOICE_NAMES, type Voice, voiceOf } from '#src/generator/live/flite/voices.ts';
import type { People } from './People.ts';
import type { Person } from './Person.ts';
import { PersonError } from './PersonError.ts';

/** What a mouth takes: mono, in Hz. */
const VOICE_RATE = 48_000;

/** How long it takes to say; `said` resolves once it has been, or was cut short. */
export interface Saying {
  readonly durationMs: number;
  readonly said: Promise<void>;
}

/** Lets people speak, by a synthesiser where it is installed, or what was recorded. */
export class Speech {
  /** Whether the synthesiser is installed. */
  readonly hasVoices = fliteFile() !== undefined;
  /** A thread of its own, which few runs need: from the first word on. */
  #synthesiser: Promise<Flite | undefined> | undefined;

  async close(): Promise<void> {
    await (await this.#synthesiser)?.close();
  }

  /**
   * In the member's own voice, by the order in which they came, or in another.
   *
   * @throws PersonError when they cannot speak, or nobody can
   */
  async text(people: People, person: Person, text: string, name?: Voice['name']): Promise<Saying> {
    this.#synthesiser ??= Flite.open();
    const synthesiser = await this.#synthesiser;
    if (synthesiser === undefined) {
      const message = 'The speech synthesiser is not installed: npm ci brings it.';
      throw new PersonError('voice.noSynthesiser', message);
    }
    const own = voiceOf(people.all().indexOf(person));
    const voice = name === undefined ? own : voiceOf(VOICE_NAMES.indexOf(name));
    const pcm = await synthesiser.say(text, voice);
    return this.recording(person, { pcm, sampleRateHz: FLITE_RATE, channels: 1 });
  }

  /** @throws PersonError when they cannot speak, or it is no sound for one mouth */
  recording(person: Person, wav: Wav): Saying {
    const pcm = toVoice(wav);
    const said = person.speak(pcm);
    return { durationMs: Math.round((pcm.length / VOICE_RATE) * 1_000), said };
  }
}

function toVoice({ pcm, sampleRateHz, channels }: Wav): Int16Array {
  if (channels !== 1 && channels !== 2) {
    throw new PersonError('voice.format', 'What is said is mono or stereo.');
  }
  const resampler = new Resampler({ rate: sampleRateHz, channels }, VOICE_RATE);
  resampler.push(pcm);
  resampler.end();
  const pairs = resampler.availablePairs;
  const stereo = new Int16Array(2 * pairs);
  resampler.pull(stereo, 0, pairs);
  return Int16Array.from({ length: pairs }, (_, i) =>
    Math.round(((stereo[2 * i] ?? 0) + (stereo[2 * i + 1] ?? 0)) / 2),
  );
}
