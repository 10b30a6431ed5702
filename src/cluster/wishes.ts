import type { MediaCommand } from '../media/protocol.ts';

type StartCommand = Extract<MediaCommand, { type: 'start' }>;

/** All that a station should be: whoever plays it from now on needs nothing else. */
export interface StationWish {
  readonly start: StartCommand;
  readonly isPaused: boolean;
  /** It fades out, and is not to begin anew elsewhere. */
  readonly isStopping: boolean;
  /** Whether the guild's gateway connection is there. */
  readonly isConnected: boolean;
  /** For whom the music goes down. */
  readonly duck?: MediaCommand;
  /** The last of each, as Discord sent it: with them a voice connection is taken over. */
  readonly voiceState?: MediaCommand;
  readonly voiceServer?: MediaCommand;
}

export function firstWish(start: StartCommand): StationWish {
  return { start, isPaused: false, isStopping: false, isConnected: true };
}

/** The wish once a command has been followed. */
export function wishAfter(wish: StationWish, command: MediaCommand): StationWish {
  const { start } = wish;
  switch (command.type) {
    case 'setMix':
      return { ...wish, start: { ...start, prompts: command.prompts } };
    case 'setConfig':
      return { ...wish, start: { ...start, config: command.config } };
    case 'setVolume':
      // The way into sleep is a moment's: a station that moves meanwhile is not to begin mute.
      if (command.glideMs !== undefined) return wish;
      return { ...wish, start: { ...start, volume: command.volume } };
    case 'channelChanged': {
      const { channelId, bitrate } = command;
      return { ...wish, start: { ...start, channelId, bitrate } };
    }
    case 'duck':
      return { ...wish, duck: command };
    case 'pause':
      return { ...wish, isPaused: true };
    case 'resume':
      return { ...wish, isPaused: false };
    case 'stop':
    case 'channelLost':
      return { ...wish, isStopping: true };
    case 'voiceStateUpdate':
      return { ...wish, voiceState: command };
    case 'voiceServerUpdate':
      return { ...wish, voiceServer: command };
    case 'gateway':
      return { ...wish, isConnected: command.connected };
    case 'start':
    case 'resetContext':
    case 'report':
    case 'clip':
    // Who talks to the DJ does so to one process: it goes with that.
    case 'openEar':
    case 'closeEar':
    case 'answerTool':
      return wish;
  }
}

/**
 * What makes a node play as wished that may have missed some of it: each says nothing new to one that has not.
 * The start is for the same epoch, of which a node takes the first.
 */
export function remindersOf(wish: StationWish): readonly MediaCommand[] {
  const { start, isPaused, isConnected, isStopping, duck } = wish;
  const { guildId, prompts, config, volume } = start;
  if (isStopping) return [{ type: 'stop', guildId }];
  return [
    { ...start, patient: true },
    { type: 'setMix', guildId, prompts },
    { type: 'setConfig', guildId, config },
    { type: 'setVolume', guildId, volume },
    { type: isPaused ? 'pause' : 'resume', guildId },
    { type: 'gateway', guildId, connected: isConnected },
    ...(duck === undefined ? [] : [duck]),
    { type: 'report', guildId },
  ];
}

/** Whether a voice connection can be taken over: Discord need not be asked for one. */
export function hasVoice({ voiceState, voiceServer }: StationWish): boolean {
  return voiceState !== undefined && voiceServer !== undefined;
}

/**
 * What makes a node play as wished.
 *
 * @param isMoved it has played before: nobody waits for an answer, and what fails is tried again
 */
export function commandsFor(wish: StationWish, isMoved: boolean): readonly MediaCommand[] {
  const { start, isPaused, isConnected, duck, voiceState, voiceServer } = wish;
  const { guildId } = start;
  return [
    isMoved ? { ...start, patient: true } : start,
    ...(isPaused ? [{ type: 'pause', guildId } as const] : []),
    ...(isConnected ? [] : [{ type: 'gateway', guildId, connected: false } as const]),
    ...(duck === undefined ? [] : [duck]),
    ...(voiceState === undefined ? [] : [voiceState]),
    ...(voiceServer === undefined ? [] : [voiceServer]),
  ];
}
