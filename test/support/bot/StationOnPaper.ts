import type { APIContainerComponent } from 'discord-api-types/v10';
import type { GuildSettings } from '../../../commands/ports.ts';
import { GuildStation } from '../../../src/bot/GuildStation.ts';
import { MessageGone, type MessagePort } from '../../../src/bot/MessagePort.ts';
import { createVote } from '../../../src/crowd/createVote.ts';
import { NO_TUNING } from '../../../src/crowd/tuning.ts';
import { silentLog } from '../../../src/log.ts';
import type { StationRecord } from '../../../src/store/Stations.ts';
import { VirtualClock } from '../VirtualClock.ts';
import { FakeMedia } from './FakeMedia.ts';

const SETTINGS: GuildSettings = {
  djRoleId: null,
  whoMayVote: 'listeners',
  voteHalfLifeMs: null,
  rampMs: 2_000,
  alwaysOn: false,
};

/** Messages on paper: what each shows now, and how often it was drawn. */
export class PaperMessages implements MessagePort {
  readonly shown = new Map<string, string>();
  readonly edits: string[] = [];
  readonly gone = new Set<string>();
  /** Posts wait for this. */
  delivery: Promise<void> = Promise.resolve();

  async edit(_channelId: string, messageId: string, container: APIContainerComponent) {
    this.edits.push(messageId);
    if (this.gone.has(messageId)) throw new MessageGone('Unknown Message');
    this.shown.set(messageId, JSON.stringify(container));
  }

  async post(_channelId: string, container: APIContainerComponent) {
    const messageId = `message ${this.shown.size + 1}`;
    await this.delivery;
    this.shown.set(messageId, JSON.stringify(container));
    return { messageId };
  }

  /** The key of the poll in that message, while it can be voted in. */
  poll(messageId: string): string | undefined {
    return /poll:([^":]+):yes/.exec(this.shown.get(messageId) ?? '')?.[1];
  }
}

/** A station between a media side and messages that only remember, in virtual time. */
export function stationOnPaper(
  hearing: readonly string[],
  change: { readonly settings?: Partial<GuildSettings>; readonly voting?: readonly string[] } = {},
) {
  const clock = new VirtualClock();
  const media = new FakeMedia();
  const messages = new PaperMessages();
  const settings = { ...SETTINGS, ...change.settings };
  const kept: (StationRecord | undefined)[] = [];
  const voting = change.voting ?? hearing;
  const prompts = [{ text: 'techno', weight: 1 }];
  const vote = createVote(
    { prompts, proposedBy: 'ada', listeners: voting, halfLifeMs: null },
    clock.now(),
  );
  if (!vote.ok) throw new Error(vote.refusal);
  const station = new GuildStation(
    {
      guildId: 'guild',
      channelId: 'lounge',
      textChannelId: 'text',
      panelMessageId: null,
      startedBy: 'ada',
      startedAtMs: 0,
      config: {},
      volume: 1,
      paused: false,
      tuning: NO_TUNING,
      silentSinceMs: null,
    },
    vote.state,
    settings,
    64_000,
    {
      media,
      messages,
      clock,
      wallClock: () => clock.now(),
      log: silentLog,
      keep: {
        save: (record) => kept.push(record),
        forget: () => kept.push(undefined),
        isBehind: () => false,
      },
    },
  );
  station.listenersAre(hearing, voting);
  return { station, clock, media, messages, settings, kept };
}
