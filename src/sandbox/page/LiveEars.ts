import type { Person } from '../people/Person.ts';
import type { HeardPacket, Listener } from '../voice/contract.ts';
import type { World } from '../world/World.ts';

/** Somebody counts as speaking this long after their last packet with sound. */
const SPEAKING_MS = 200;

export type FrameListener = (speakerId: string, frame: Int16Array, packet: HeardPacket) => void;

/** What a person hears, across joining, leaving, moving and deafening, and who speaks. */
export class LiveEars {
  readonly #world: World;
  readonly #person: Person;
  readonly #unsubscribe: () => void;
  readonly #frameListeners = new Set<FrameListener>();
  readonly #speakingListeners = new Set<(userIds: readonly string[]) => void>();
  /** When each who speaks was last heard; `performance.now()`, ms. */
  readonly #lastHeardMs = new Map<string, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #listener: Listener | null = null;
  #endFrames: () => void = () => {};

  constructor(world: World, person: Person) {
    this.#world = world;
    this.#person = person;
    // The person's own ears follow the same events and were there first.
    this.#unsubscribe = this.#world.subscribe((event) => {
      const concerned =
        (event.type === 'voiceStateChanged' && event.userId === person.userId) ||
        (event.type === 'memberUpdated' && event.member.userId === person.userId);
      if (concerned) this.#follow();
    });
    this.#follow();
  }

  get speaking(): readonly string[] {
    return [...this.#lastHeardMs.keys()];
  }

  onFrame(listener: FrameListener): () => void {
    this.#frameListeners.add(listener);
    return () => this.#frameListeners.delete(listener);
  }

  onSpeaking(listener: (userIds: readonly string[]) => void): () => void {
    this.#speakingListeners.add(listener);
    return () => this.#speakingListeners.delete(listener);
  }

  close(): void {
    this.#unsubscribe();
    this.#endFrames();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#frameListeners.clear();
    this.#speakingListeners.clear();
  }

  #follow(): void {
    const { listener } = this.#person.hearing;
    if (listener === this.#listener) return;
    this.#endFrames();
    this.#listener = listener;
    this.#endFrames =
      listener?.onFrame((speakerId, frame, packet) => {
        if (!packet.silence) this.#noteSpeaking(speakerId);
        for (const each of this.#frameListeners) each(speakerId, frame, packet);
      }) ?? (() => {});
    if (listener === null && this.#lastHeardMs.size > 0) {
      this.#lastHeardMs.clear();
      this.#tellSpeaking();
    }
  }

  #noteSpeaking(speakerId: string): void {
    const isNew = !this.#lastHeardMs.has(speakerId);
    this.#lastHeardMs.set(speakerId, performance.now());
    if (!isNew) return;
    this.#tellSpeaking();
    this.#endLater(speakerId, SPEAKING_MS);
  }

  #endLater(speakerId: string, delayMs: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      const lastMs = this.#lastHeardMs.get(speakerId);
      if (lastMs === undefined) return;
      const leftMs = lastMs + SPEAKING_MS - performance.now();
      if (leftMs > 0) return this.#endLater(speakerId, leftMs);
      this.#lastHeardMs.delete(speakerId);
      this.#tellSpeaking();
    }, delayMs);
    this.#timers.add(timer);
  }

  #tellSpeaking(): void {
    for (const listener of this.#speakingListeners) listener(this.speaking);
  }
}
