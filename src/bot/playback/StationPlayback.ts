import type { PlaybackControl } from '../../../commands/ports.ts';
import type { Clock } from '../../clock.ts';
import type { MediaPort } from '../../media/protocol.ts';
import { EmptyChannel, type EmptyChannelTimes } from './EmptyChannel.ts';

/** What is to survive a restart. */
export interface PlaybackState {
  readonly paused: boolean;
  /** 0 to 2; 1 plays the music as it came. */
  readonly volume: number;
}

/** How a station's music runs: how loud, and whether it is paused, by somebody or for want of listeners. */
export class StationPlayback implements PlaybackControl {
  readonly #guildId: string;
  readonly #media: MediaPort;
  readonly #keep: (state: PlaybackState) => void;
  readonly #emptyChannel: EmptyChannel;
  #state: PlaybackState;
  /** Who comes and goes cannot be told. */
  #isBlind = false;
  /** Nobody listens: paused for that, not because somebody asked. */
  #pausedForNobody = false;

  constructor(options: {
    readonly guildId: string;
    readonly state: PlaybackState;
    readonly media: MediaPort;
    readonly keep: (state: PlaybackState) => void;
    /** Nobody has listened for too long; decides itself whether the bot is to stay for ever. */
    readonly leave: () => void;
    readonly emptyChannelTimes: EmptyChannelTimes;
    readonly clock: Clock;
  }) {
    const { paused, volume } = options.state;
    this.#guildId = options.guildId;
    this.#state = { paused, volume };
    this.#media = options.media;
    this.#keep = options.keep;
    this.#emptyChannel = new EmptyChannel({
      clock: options.clock,
      times: options.emptyChannelTimes,
      pause: () => this.#pauseForNobody(),
      leave: options.leave,
    });
  }

  get paused(): boolean {
    return this.#state.paused || this.#pausedForNobody;
  }

  get volume(): number {
    return this.#state.volume;
  }

  pause(): void {
    this.#change({ paused: true });
    this.#pausedForNobody = false;
    this.#media.send({ type: 'pause', guildId: this.#guildId });
  }

  resume(): void {
    this.#change({ paused: false });
    this.#pausedForNobody = false;
    this.#media.send({ type: 'resume', guildId: this.#guildId });
  }

  reset(): void {
    this.#media.send({ type: 'resetContext', guildId: this.#guildId });
  }

  setVolume(volume: number): void {
    this.#change({ volume });
    this.#media.send({ type: 'setVolume', guildId: this.#guildId, volume });
  }

  /** Somebody hears the music, or nobody: that is waited out first with it, then without. */
  audienceIs(audience: 'somebody' | 'nobody'): void {
    if (audience === 'nobody') {
      if (!this.#isBlind) this.#emptyChannel.begin();
      return;
    }
    this.#emptyChannel.end();
    if (this.#pausedForNobody) this.resume();
  }

  /** While the gateway is away nobody can be seen to come: then nobody is waited for, either. */
  gatewayIs(state: 'away' | 'back'): void {
    this.#isBlind = state === 'away';
    if (this.#isBlind) this.#emptyChannel.end();
  }

  /** Waits for listeners no longer, or, when nobody comes, from the next `audienceIs` on. */
  endWaiting(): void {
    this.#emptyChannel.end();
  }

  #pauseForNobody(): void {
    if (this.paused) return;
    this.#pausedForNobody = true;
    this.#media.send({ type: 'pause', guildId: this.#guildId });
  }

  #change(changes: Partial<PlaybackState>): void {
    this.#state = { ...this.#state, ...changes };
    this.#keep(this.#state);
  }
}
