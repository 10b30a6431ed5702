import type { MediaCommand, MediaEvent, MediaPort, StationSnapshot } from '#src/media/protocol.ts';

type CommandType = MediaCommand['type'];

/** A media side that remembers what it was told and says what a test wants it to say. */
export class FakeMedia implements MediaPort {
  readonly commands: MediaCommand[] = [];
  readonly #listeners = new Set<(event: MediaEvent) => void>();
  readonly #watchers = new Set<() => void>();

  send(command: MediaCommand): void {
    this.commands.push(command);
    for (const wake of this.#watchers) wake();
  }

  subscribe(listener: (event: MediaEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  emit(event: MediaEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  get subscribers(): number {
    return this.#listeners.size;
  }

  /** The commands of one kind, in order. */
  of<T extends CommandType>(type: T): Extract<MediaCommand, { type: T }>[] {
    return this.commands.filter(
      (each): each is Extract<MediaCommand, { type: T }> => each.type === type,
    );
  }

  /** Resolves with the command of that kind with this number (1 is the first), now or when it comes. */
  async next<T extends CommandType>(
    type: T,
    number = 1,
  ): Promise<Extract<MediaCommand, { type: T }>> {
    for (;;) {
      const found = this.of(type)[number - 1];
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#watchers.delete(wake);
          resolve();
        };
        this.#watchers.add(wake);
      });
    }
  }

  /** Resolves when so many commands have come, of whatever kind. */
  async nextOfAny(number: number): Promise<void> {
    while (this.commands.length < number) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#watchers.delete(wake);
          resolve();
        };
        this.#watchers.add(wake);
      });
    }
  }

  /** The station's music plays, as asked for by the latest start. */
  plays(change: Partial<StationSnapshot> = {}): void {
    const start = this.of('start').at(-1);
    if (start === undefined) throw new Error('Nothing has been started');
    const { guildId, channelId, prompts, config, volume } = start;
    const snapshot = {
      guildId,
      channelId,
      prompts,
      config,
      volume,
      state: 'playing',
      reserveMs: 3_000,
    } as const;
    this.emit({
      type: 'station',
      snapshot: { ...snapshot, heard: { prompts, config }, ...change },
    });
  }

  /** Asks the gateway to join a channel, or with null to leave, as a voice connection does. */
  joins(guildId: string, channelId: string | null): void {
    const d = { guild_id: guildId, channel_id: channelId, self_mute: false, self_deaf: true };
    this.emit({ type: 'gatewaySend', guildId, payload: { op: 4, d } });
  }
}
