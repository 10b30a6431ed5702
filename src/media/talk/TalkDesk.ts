import type { Clock } from '../../clock.ts';
import type { TalkOver } from '../../station/TalkOver.ts';
import type { PacketListener } from '../../voice/receive/guardReceive.ts';
import { createVoiceDecoder } from '../../voice/receive/opusDecoder.ts';
import type { MediaEvent, TalkCommand } from '../protocol.ts';
import { Conversation } from './Conversation.ts';
import { talkFailure } from './failure.ts';
import type { LiveLine } from './LiveLine.ts';

/** More at once, and nobody knows whom the DJ answers. */
const MOST_CONVERSATIONS = 2;

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
        (conversation ?? this.#begin(command))?.press(command.isSpoken);
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
    if (!this.#hasRoom()) {
      emit({ type: 'earClosed', guildId, person, failure: talkFailure('talk.full') });
      return undefined;
    }
    const conversation = new Conversation({
      clock,
      listen: (listener) => listen(person, listener),
      createDecoder: createVoiceDecoder,
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
      },
    });
    this.#conversations.set(person, conversation);
    return conversation;
  }

  /** One who waits for nothing gives up their place to who does. */
  #hasRoom(): boolean {
    if (this.#conversations.size < MOST_CONVERSATIONS) return true;
    for (const [person, conversation] of this.#conversations) {
      if (!conversation.isIdle || this.#parts.talkOver.isSpeakingTo(person)) continue;
      conversation.close();
      return true;
    }
    return false;
  }
}
