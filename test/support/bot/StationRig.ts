import type { Command } from '#commands/Command.ts';
import { openStation } from '#src/control/openStation.ts';
import { StationActor } from '#src/control/StationActor.ts';
import { createVote } from '#src/crowd/votes/createVote.ts';
import { silentLog } from '#src/log.ts';
import type { MediaCommand } from '#src/media/protocol.ts';
import type { Tunable } from '#src/music/controls.ts';
import { SessionGate } from '#src/station/SessionGate.ts';
import { Station } from '#src/station/Station.ts';
import { FakeLyria } from '../FakeLyria.ts';
import { VirtualClock } from '../VirtualClock.ts';
import { type OptionValues, runCommand } from './runCommand.ts';
import { PaperMessages, PaperStore, RECORD, SETTINGS } from './StationOnPaper.ts';

export type { OptionValues };

/** More than a deck takes before it tells Lyria to pause. */
const CHUNKS_UNTIL_PAUSED = 5;

/**
 * From a command to a Lyria session: the commands, the control side's station, the media side's
 * station and its decks, all real, in virtual time; only Discord and the service are played.
 */
export class StationRig {
  readonly clock = new VirtualClock();
  readonly lyria = new FakeLyria();
  /** What callers were told, the newest last. */
  readonly told: string[] = [];
  readonly station: StationActor;
  /** How far the wall clock, by which cooldowns go, has been set forward. */
  aheadMs = 0;
  readonly #messages = new PaperMessages();
  readonly #music: Station;

  private constructor(listeners: readonly string[]) {
    const { clock } = this;
    const prompts = [{ text: 'techno', weight: 1 }];
    const vote = createVote({ prompts, proposedBy: 'ada', listeners, halfLifeMs: null }, 0);
    if (!vote.ok) throw new Error(vote.refusal);
    this.#music = new Station({
      prompts,
      config: {},
      volume: 1,
      open: this.lyria.open,
      gate: new SessionGate(clock, { maxSessions: 2, spacingMs: 0 }),
      clock,
      random: () => 0.5,
      log: silentLog,
      events: { onChanged: () => {}, onFiltered: () => {}, onFailed: () => {} },
    });
    const kept = { record: RECORD, vote: vote.state };
    const settings = { ...SETTINGS, alwaysOn: true };
    this.station = new StationActor(openStation({ kept, settings }, { monoMs: 0, wallMs: 0 }), {
      store: new PaperStore(),
      isBehind: () => false,
      media: { send: (command) => this.#toMusic(command) },
      messages: this.#messages,
      clock,
      wallClock: () => clock.now() + this.aheadMs,
      log: silentLog,
      tell: () => {},
      note: () => {},
    });
    void this.station.ask({ type: 'started', bitrate: 64_000 });
    this.station.tell({ type: 'audience', hearers: listeners, voters: listeners });
  }

  /** @param sounding whether music is heard already; else the session is open and still mute */
  static async start(listeners: readonly string[], sounding: boolean): Promise<StationRig> {
    const rig = new StationRig(listeners);
    await rig.clock.advance(0);
    if (sounding) for (let i = 0; i < CHUNKS_UNTIL_PAUSED; i += 1) rig.lyria.last.deliver(CHUNK);
    await rig.clock.advance(0);
    return rig;
  }

  /** A session that plays and has sounded brings its next chunk, made from what it was told last. */
  deliver(): void {
    for (const session of this.lyria.sessions) {
      const isPlaying = session.told.lastIndexOf('play') > session.told.lastIndexOf('pause');
      if (session.isOpen && isPlaying && session.hasDelivered) session.deliver(CHUNK);
    }
  }

  async run(
    command: Command,
    values: OptionValues,
    caller: { readonly userId: string; readonly isDj: boolean },
  ): Promise<void> {
    const { whispered } = await runCommand(command, this.station, { caller, values });
    this.told.push(...whispered);
  }

  /** Answers the open poll for somebody; nothing happens while there is none. */
  async answerPoll(userId: string, choice: 'yes' | 'no'): Promise<void> {
    const poll = this.station.state.poll?.key;
    if (poll === undefined) return;
    const caller = { userId, voiceChannelId: 'lounge', isDj: false, canManageGuild: false };
    await this.station.act(caller, { kind: 'answer', poll, choice });
  }

  /** A press on a tuning button. */
  async press(userId: string, control: Tunable, direction: 1 | -1): Promise<void> {
    const caller = { userId, voiceChannelId: 'lounge', isDj: false, canManageGuild: false };
    await this.station.act(caller, { kind: 'nudge', control, direction });
  }

  close(): void {
    this.station.close();
    this.#music.close();
  }

  #toMusic(command: MediaCommand): void {
    switch (command.type) {
      case 'setMix':
        this.#music.setPrompts(command.prompts);
        break;
      case 'setConfig':
        this.#music.setConfig(command.config);
        break;
      case 'setVolume':
        this.#music.setVolume(command.volume);
        break;
      case 'resetContext':
        this.#music.reset();
        break;
      default:
    }
  }
}

/** 2 s of a faint click track: enough to be there. */
const CHUNK = Int16Array.from({ length: 2 * 2 * 48_000 }, (_, i) => (i % 4_800 < 96 ? 4_000 : 0));
