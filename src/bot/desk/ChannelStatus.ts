import { ChannelType, type Client, PermissionFlagsBits, Routes } from 'discord.js';
import type { Clock, Timer } from '#src/clock.ts';
import type { PanelView } from '#src/control/PanelView.ts';
import { oneLine } from '#src/crowd/typed/memberText.ts';
import type { Log } from '#src/log.ts';

/** Discord takes five in five seconds, and who looks at a list of channels looks now and then. */
const SPACING_MS = 15_000;
/** Discord takes 500; a list of channels shows some thirty. */
const MOST_CHARACTERS = 100;
const PROMPT_CHARACTERS = 40;

interface Shown {
  readonly channelId: string;
  /** What Discord was told last; null: nothing. */
  text: string | null;
  wanted: string | null;
  /** Runs until something may be told again. */
  pause: Timer | undefined;
}

/**
 * What plays, in the line that Discord shows beneath the name of a voice channel: the prompts, the
 * largest first. Where the bot may not write it, or the server does not want it, nothing is written.
 */
export class ChannelStatus {
  readonly #client: Client;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #isWanted: (guildId: string) => boolean;
  readonly #shown = new Map<string, Shown>();

  constructor(options: {
    readonly client: Client;
    readonly clock: Clock;
    readonly log: Log;
    /** Whether the server wants it. */
    readonly isWanted: (guildId: string) => boolean;
  }) {
    this.#client = options.client;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#isWanted = options.isWanted;
  }

  /** What plays now. */
  show(guildId: string, view: PanelView): void {
    const before = this.#shown.get(guildId);
    if (before !== undefined && before.channelId !== view.channelId) this.clear(guildId);
    const { channelId } = view;
    const shown = this.#shown.get(guildId) ?? newlyShown(channelId);
    this.#shown.set(guildId, shown);
    shown.wanted = this.#isWanted(guildId) ? statusOf(view) : null;
    if (shown.pause === undefined) this.#tell(guildId, shown);
  }

  /** Nothing plays any more. To be called before the bot leaves: then only a manager may change it. */
  clear(guildId: string): void {
    const shown = this.#shown.get(guildId);
    if (shown === undefined) return;
    this.#shown.delete(guildId);
    shown.pause?.cancel();
    shown.wanted = null;
    this.#tell(guildId, shown);
    shown.pause?.cancel();
  }

  close(): void {
    for (const { pause } of this.#shown.values()) pause?.cancel();
    this.#shown.clear();
  }

  #tell(guildId: string, shown: Shown): void {
    const { channelId, wanted } = shown;
    shown.pause = undefined;
    if (wanted === shown.text || !this.#may(guildId, channelId)) return;
    shown.text = wanted;
    shown.pause = this.#clock.after(SPACING_MS, () => this.#tell(guildId, shown));
    this.#client.rest
      .put(`${Routes.channel(channelId)}/voice-status`, { body: { status: wanted ?? '' } })
      .catch((error: unknown) => {
        this.#log.debug({ error, guildId }, 'what plays could not be told in the channel list');
      });
  }

  /** Known without asking: requests that are refused are counted. */
  #may(guildId: string, channelId: string): boolean {
    const guild = this.#client.guilds.cache.get(guildId);
    const channel = guild?.channels.cache.get(channelId);
    const me = guild?.members.me;
    if (channel?.type !== ChannelType.GuildVoice || me == null) return false;
    const permissions = channel.permissionsFor(me);
    return (
      permissions.has(PermissionFlagsBits.SetVoiceChannelStatus) &&
      (me.voice.channelId === channelId || permissions.has(PermissionFlagsBits.ManageChannels))
    );
  }
}

function newlyShown(channelId: string): Shown {
  return { channelId, text: null, wanted: null, pause: undefined };
}

/** As many prompts as fit, the largest first; null while nothing is heard. */
function statusOf({ state, candidates }: PanelView): string | null {
  if (state !== 'playing') return null;
  const prompts = candidates
    .filter(({ percent }) => percent > 0)
    .toSorted((a, b) => b.share - a.share)
    .map(({ candidate }) => oneLine(candidate.text, PROMPT_CHARACTERS));
  let text = '';
  for (const prompt of prompts) {
    const longer = text === '' ? `♪ ${prompt}` : `${text} · ${prompt}`;
    if (longer.length > MOST_CHARACTERS) break;
    text = longer;
  }
  return text === '' ? null : text;
}
