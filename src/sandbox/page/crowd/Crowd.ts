import { ChannelType } from 'discord-api-types/v10';
import type { Timer } from '#src/clock.ts';
import type { Log } from '#src/log.ts';
import { ControlError } from '#src/sandbox/control/ControlError.ts';
import { type ControlContext, guildOf } from '#src/sandbox/control/context.ts';
import type { Person } from '#src/sandbox/people/Person.ts';
import { PersonError } from '#src/sandbox/people/PersonError.ts';
import { nextName } from '../names.ts';
import { SimulatedListener } from './SimulatedListener.ts';
import { TASTES } from './Taste.ts';

/** Nobody sees through a larger crowd. */
const MAX_LISTENERS = 50;

/** So that one sees who comes. */
const ARRIVAL_SPACING_MS = 400;

/** The simulated listeners. Who has left can be called back. */
export class Crowd {
  readonly #context: ControlContext;
  readonly #log: Log;
  readonly #random: () => number;
  readonly #listeners: SimulatedListener[] = [];
  readonly #changed = new Set<() => void>();
  #coming: { readonly listener: SimulatedListener; readonly channelId: string }[] = [];
  #timer: Timer | undefined;

  constructor(context: ControlContext, log: Log, random: () => number = Math.random) {
    this.#context = context;
    this.#log = log;
    this.#random = random;
  }

  /** What a simulated listener likes; null for anybody else. */
  tasteOf(userId: string): string | null {
    return this.#listeners.find(({ person }) => person.userId === userId)?.taste.name ?? null;
  }

  /** Lets `count` more come, one by one, to `host`, or into the first voice channel there is. */
  add(count: number, host: Person): void {
    const channelId = host.voiceState?.channelId ?? this.#firstChannel(ChannelType.GuildVoice);
    for (let added = 0; added < count; added++) {
      this.#coming.push({ listener: this.#absent() ?? this.#create(), channelId });
    }
    this.#tell();
    this.#timer ??= this.#nextComes(0);
  }

  /** Lets all of them go. */
  clear(): void {
    this.#stopComing();
    for (const listener of this.#listeners) {
      listener.stop();
      listener.person.leave();
    }
    this.#tell();
  }

  onChanged(listener: () => void): () => void {
    this.#changed.add(listener);
    return () => this.#changed.delete(listener);
  }

  close(): void {
    this.#stopComing();
    for (const listener of this.#listeners) listener.stop();
    this.#changed.clear();
  }

  #nextComes(delayMs: number): Timer {
    return this.#context.discord.world.time.after(delayMs, () => {
      this.#timer = undefined;
      const next = this.#coming.shift();
      if (next === undefined) return;
      const { listener, channelId } = next;
      try {
        listener.person.join(channelId);
        listener.start();
      } catch (error) {
        if (!(error instanceof PersonError)) throw error;
        this.#log.debug({ code: error.code }, 'A simulated listener could not join');
      }
      this.#timer = this.#nextComes(ARRIVAL_SPACING_MS);
    });
  }

  #stopComing(): void {
    this.#coming = [];
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #absent(): SimulatedListener | undefined {
    const coming = new Set(this.#coming.map(({ listener }) => listener));
    return this.#listeners.find(
      (listener) => listener.person.voiceState === null && !coming.has(listener),
    );
  }

  #create(): SimulatedListener {
    if (this.#listeners.length >= MAX_LISTENERS) {
      const message = `The sandbox holds ${MAX_LISTENERS} simulated listeners at most.`;
      throw new ControlError(409, 'crowd.full', message);
    }
    const { people, discord, speech } = this.#context;
    // One has ears and a mouth: of a crowd that all heard each arrival would cost a moment's sound.
    const isTalkative = this.#listeners.length === 0 && speech.hasVoices;
    const taste = TASTES[this.#listeners.length % TASTES.length];
    if (taste === undefined) throw new Error('There are no tastes');
    const person = people.add(nextName(new Set(people.all().map(({ name }) => name))), {
      hears: isTalkative,
    });
    const listener = new SimulatedListener({
      person,
      speak: isTalkative ? (text) => speech.text(people, person, text) : undefined,
      taste,
      world: discord.world,
      textChannelId: this.#firstChannel(ChannelType.GuildText),
      random: this.#random,
      log: this.#log,
    });
    this.#listeners.push(listener);
    return listener;
  }

  #firstChannel(type: ChannelType): string {
    const found = [...guildOf(this.#context).channels.values()].find(
      (channel) => channel.type === type,
    );
    if (found === undefined) throw new ControlError(409, 'channel.none', 'There is no channel.');
    return found.id;
  }

  #tell(): void {
    for (const listener of this.#changed) listener();
  }
}
