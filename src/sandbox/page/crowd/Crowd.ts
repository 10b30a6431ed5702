import { ChannelType } from 'discord-api-types/v10';
import type { Log } from '../../../log.ts';
import { ControlError } from '../../control/ControlError.ts';
import { type ControlContext, guildOf } from '../../control/context.ts';
import type { Person } from '../../people/Person.ts';
import { nextName } from '../names.ts';
import { SimulatedListener } from './SimulatedListener.ts';
import { TASTES } from './Taste.ts';

/** More would slow the voice server down: each hears every packet for itself. */
const MAX_LISTENERS = 50;

/** The simulated listeners. Who has left can be called back. */
export class Crowd {
  readonly #context: ControlContext;
  readonly #log: Log;
  readonly #random: () => number;
  readonly #listeners: SimulatedListener[] = [];
  readonly #changed = new Set<() => void>();

  constructor(context: ControlContext, log: Log, random: () => number = Math.random) {
    this.#context = context;
    this.#log = log;
    this.#random = random;
  }

  /** What a simulated listener likes; null for anybody else. */
  tasteOf(userId: string): string | null {
    return this.#listeners.find(({ person }) => person.userId === userId)?.taste.name ?? null;
  }

  /** Lets `count` more come into the voice channel of `host`, or into the first one there is. */
  add(count: number, host: Person): void {
    const channelId = host.voiceState?.channelId ?? this.#firstChannel(ChannelType.GuildVoice);
    for (let added = 0; added < count; added++) {
      const listener = this.#absent() ?? this.#create();
      listener.person.join(channelId);
      listener.start();
    }
    this.#tell();
  }

  /** Lets all of them go. */
  clear(): void {
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
    for (const listener of this.#listeners) listener.stop();
    this.#changed.clear();
  }

  #absent(): SimulatedListener | undefined {
    return this.#listeners.find(({ person }) => person.voiceState === null);
  }

  #create(): SimulatedListener {
    if (this.#listeners.length >= MAX_LISTENERS) {
      const message = `The sandbox holds ${MAX_LISTENERS} simulated listeners at most.`;
      throw new ControlError(409, 'crowd.full', message);
    }
    const { people, discord } = this.#context;
    const taste = TASTES[this.#listeners.length % TASTES.length];
    if (taste === undefined) throw new Error('There are no tastes');
    const listener = new SimulatedListener({
      person: people.add(nextName(new Set(people.all().map(({ name }) => name)))),
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
