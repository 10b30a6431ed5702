import type { Clock } from '../../clock.ts';
import type { TalkOver } from '../../station/TalkOver.ts';
import type { PacketListener } from '../../voice/receive/guardReceive.ts';
import { createVoiceDecoder } from '../../voice/receive/opusDecoder.ts';
import { createVoiceDetector } from '../../voice/receive/voiceDetector.ts';
import type { MediaEvent, TalkCommand } from '../protocol.ts';
import { Conversation } from './Conversation.ts';
import { talkFailure } from './failure.ts';
import type { LiveLine } from './LiveLine.ts';

/** More at once, and nobody knows whom the DJ answers. */
const MOST_CONVERSATIONS = 2;
/** Who is heard all the time: each costs half a per cent of a core while they speak. */
const MOST_OPEN_MICS = 3;

export interface TalkDeskParts {
  readonly guildId: string;
  readonly clock: Clock;
  readonly line: LiveLine;
  readonly talkOver: TalkOver;
  /** Whether what is said over the music is heard at the moment. */
  readonly isHeard: () => boolean;
  readonly listen: (person: string, listener: PacketListener) => () => void;
  readonly emit: (event: MediaEvent) => void;
}

/** All who talk to the DJ of one station. */
export class TalkDesk {
  readonly #parts: TalkDeskParts;
  readonly #conversations = new Map<string, Conversation>();

  constructor(parts: TalkDeskParts) {
    this.#parts = parts;
  }

  take(command: TalkCommand): void {
    const conversation = this.#conversations.get(command.person);
    switch (command.type) {
      case 'openEar':
        // A press and an open microphone are two things: the one ends where the other begins.
        if (conversation?.isHandsFree === !command.isHandsFree) conversation.close();
        (this.#conversations.get(command.person) ?? this.#begin(command))?.press(command.isSpoken);
        break;
      case 'closeEar':
        conversation?.close();
        break;
      case 'answerTool':
        conversation?.answerTool(command.id, command.response);
        break;
    }
  }

  /** Ends all of them without a word: the station is gone. */
  close(): void {
    for (const conversation of [...this.#conversations.values()]) conversation.close();
  }

  #begin(command: Extract<TalkCommand, { type: 'openEar' }>): Conversation | undefined {
    const { guildId, clock, line, talkOver, isHeard, listen, emit } = this.#parts;
    const { person } = command;
    if (!this.#hasRoom(command.isHandsFree)) {
      emit({ type: 'earClosed', guildId, person, failure: talkFailure('talk.full') });
      return undefined;
    }
    talkOver.remembers(true);
    const conversation = new Conversation(command.isHandsFree, {
      clock,
      listen: (listener) => listen(person, listener),
      createDecoder: createVoiceDecoder,
      createDetector: createVoiceDetector,
      isEcho: (heard) => talkOver.isEcho(heard),
      voice: {
        memberTalks: (talks) => talkOver.memberTalks(person, talks),
        say: (pcm) => {
          if (isHeard()) talkOver.say(person, pcm);
        },
        said: () => talkOver.said(person),
        hush: () => talkOver.hush(person),
      },
      open: (listener) => line.open(command, listener),
      tell: (news) => emit({ ...news, guildId, person }),
      onOver: () => {
        if (this.#conversations.get(person) === conversation) this.#conversations.delete(person);
        if (this.#conversations.size === 0) talkOver.remembers(false);
      },
    });
    this.#conversations.set(person, conversation);
    return conversation;
  }

  /** One who waits for nothing gives up their place to who does. */
  #hasRoom(isHandsFree: boolean): boolean {
    const alike = [...this.#conversations].filter(([, each]) => each.isHandsFree === isHandsFree);
    if (alike.length < (isHandsFree ? MOST_OPEN_MICS : MOST_CONVERSATIONS)) return true;
    for (const [person, conversation] of alike) {
      if (!conversation.isIdle || this.#parts.talkOver.isSpeakingTo(person)) continue;
      conversation.close();
      return true;
    }
    return false;
  }
}
