/**
 * A bot as its library's guide would have one write it: `/greet name` is answered at once, with a
 * button whose press changes the message; `/later` is deferred, then edited, then followed up;
 * `/file` uploads one. The library is as published, pointed at the sandbox by its own options.
 */
export interface ForeignBot {
  readonly library: string;
  /** What the gateway's READY told. */
  readonly userName: string;
  /** Warnings and errors that the library has emitted. */
  readonly complaints: readonly string[];
  /** Registers the commands, in bulk and one by one. */
  register(): Promise<void>;
  /** Joins a voice channel; resolves when sound can be sent. */
  join(channelId: string): Promise<void>;
  /** Plays PCM at 48 kHz in stereo to its end by the library's own player. */
  play(pcm: Int16Array): Promise<void>;
  /** Of the channel's end-to-end encryption; empty or undefined until there is one. */
  privacyCode(): string | undefined;
  leave(): void;
  disconnect(): void;
}

export interface BotPlace {
  /** Such as `http://127.0.0.1:PORT/api`. */
  readonly discordApiUrl: string;
  readonly discordToken: string;
  readonly guildId: string;
}

export const FILE = { name: 'notes.txt', contents: Buffer.from('what was played') } as const;
