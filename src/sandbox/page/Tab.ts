import type { WebSocket } from 'ws';
import { z } from 'zod';
import { EXAMPLES } from '#src/generator/live/ears/vocabulary.ts';
import type { Log } from '#src/log.ts';
import { ControlError } from '../control/ControlError.ts';
import { type ControlContext, guildOf } from '../control/context.ts';
import { showMessage } from '../control/presentation.ts';
import type { Person } from '../people/Person.ts';
import { PersonError } from '../people/PersonError.ts';
import type { WorldEvent } from '../world/events.ts';
import { isVisible } from '../world/MessageStore.ts';
import type { Message } from '../world/message.ts';
import type { ServerFrame, ShownMember } from './client/wire.ts';
import type { Crowd } from './crowd/Crowd.ts';
import type { FaultBoard } from './faults/FaultBoard.ts';
import type { LiveEars } from './LiveEars.ts';
import { HANDLERS, requestFrame } from './requests.ts';
import {
  channelsFor,
  commandsFor,
  membersFor,
  messagesFor,
  sees,
  showMember,
  voiceStatesFor,
  type WireShownMessage,
} from './show.ts';
import type { Workings } from './workings/Workings.ts';

export interface TabOptions {
  readonly socket: WebSocket;
  readonly seatId: string;
  readonly context: ControlContext;
  readonly person: Person;
  readonly ears: LiveEars;
  readonly crowd: Crowd;
  readonly faults: FaultBoard;
  readonly workings: Workings;
  readonly isOnline: (userId: string) => boolean;
  readonly log: Log;
}

/** One connection of one page: tells it what its person sees, and does what the person asks. */
export class Tab {
  readonly #options: TabOptions;
  /** Resolves when the page is gone. */
  readonly ended: Promise<void>;
  readonly #ends: (() => void)[];
  #closeWorkings: (() => void) | undefined;
  #commandsStale = false;
  #closed = false;

  constructor(options: TabOptions) {
    this.#options = options;
    const { context, ears, socket, faults } = options;
    const { discord } = context;
    this.#ends = [
      discord.world.subscribe((event) => this.#follow(event)),
      discord.subscribe((event) => {
        const changed = event.type === 'restRequest' && event.method !== 'GET';
        if (changed && /\/commands\b/.test(event.route)) this.#commandsChanged();
      }),
      ears.onSpeaking((userIds) => this.#send({ type: 'speaking', userIds })),
      faults.onChanged((switches) => this.#send({ type: 'faults', faults: switches })),
    ];
    socket.on('message', (data) => void this.#answer(String(data)));
    socket.on('error', () => socket.terminate());
    this.ended = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  /** Tells everything, first. */
  welcome(): void {
    const { context, person, seatId, ears, faults } = this.#options;
    const guild = guildOf(context);
    const member = guild.members.get(person.userId);
    if (member === undefined) {
      this.#options.socket.close();
      return;
    }
    this.#send({ type: 'seat', seatId, personId: person.userId });
    this.#send({
      type: 'welcome',
      welcome: {
        me: showMember(context, member, this.#options.isOnline, this.#tasteOf),
        guild: { id: guild.id, name: guild.settings.name },
        channels: channelsFor(context, person),
        members: this.#members(),
        voiceStates: voiceStatesFor(context),
        speaking: ears.speaking,
        messages: messagesFor(context, person),
        commands: commandsFor(context, person),
        faults: faults.switches(),
        sayings: context.speech.hasVoices ? EXAMPLES : null,
        people: context.people
          .all()
          .filter(({ userId }) => this.#tasteOf(userId) === null)
          .map(({ userId, name }) => ({ id: userId, name })),
      },
    });
  }

  sendMembers(): void {
    this.#send({ type: 'members', members: this.#members() });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const end of this.#ends) end();
    this.#closeWorkings?.();
  }

  readonly #tasteOf = (userId: string): string | null => this.#options.crowd.tasteOf(userId);

  #members(): ShownMember[] {
    const { context, isOnline } = this.#options;
    return membersFor(context, isOnline, this.#tasteOf);
  }

  #follow(event: WorldEvent): void {
    const { context, person, socket } = this.#options;
    switch (event.type) {
      case 'messageCreated':
      case 'messageUpdated':
      case 'messageDeleted':
        this.#followMessage(event);
        break;
      case 'typingStarted': {
        const { channel, userId } = event;
        if (userId !== person.userId) {
          this.#send({ type: 'typing', channelId: channel.id, userId });
        }
        break;
      }
      case 'channelCreated':
      case 'channelUpdated':
      case 'channelDeleted':
      case 'voiceStatusChanged':
        this.#send({ type: 'channels', channels: channelsFor(context, person) });
        break;
      case 'voiceStateChanged':
      case 'memberAdded':
      case 'memberUpdated':
        this.#send({ type: 'voiceStates', voiceStates: voiceStatesFor(context) });
        this.sendMembers();
        break;
      case 'memberRemoved':
        if (event.member.userId === person.userId) socket.close();
        else this.sendMembers();
        break;
      default:
        break;
    }
  }

  #followMessage(event: Extract<WorldEvent, { message: Message }>): void {
    const { context, person } = this.#options;
    const { message, type } = event;
    if (!isVisible(message, person.userId) || !sees(person, message.channelId)) return;
    if (type === 'messageDeleted') {
      this.#send({ type, channelId: message.channelId, messageId: message.id });
    } else {
      this.#send({ type, message: showMessage(context.discord.world, message) });
    }
  }

  /** The answer to the bot's request is on its way: by the next turn the registry is up to date. */
  #commandsChanged(): void {
    if (this.#commandsStale) return;
    this.#commandsStale = true;
    setImmediate(() => {
      this.#commandsStale = false;
      if (this.#closed) return;
      const { context, person } = this.#options;
      this.#send({ type: 'commands', commands: commandsFor(context, person) });
    });
  }

  async #answer(text: string): Promise<void> {
    const frame = requestFrame.safeParse(parseJson(text));
    if (!frame.success) return;
    const { id, name, ask } = frame.data;
    const { person, crowd, faults } = this.#options;
    try {
      const openWorkings = (open: boolean): void => this.#openWorkings(open);
      const { people, speech } = this.#options.context;
      const speak = (said: string): Promise<unknown> => speech.text(people, person, said);
      const answer = await HANDLERS[name]({ person, speak, crowd, faults, openWorkings }, ask);
      this.#send({ type: 'answer', id, answer });
    } catch (error) {
      this.#send({ type: 'refusal', id, ...this.#describe(error) });
    }
  }

  #openWorkings(open: boolean): void {
    this.#closeWorkings?.();
    this.#closeWorkings = open
      ? this.#options.workings.open({
          onEntries: (entries) => this.#send({ type: 'timeline', entries }),
          onStatus: (status) => this.#send({ type: 'workings', status }),
        })
      : undefined;
  }

  #describe(error: unknown): { code: string; message: string } {
    if (error instanceof PersonError || error instanceof ControlError) {
      return { code: error.code, message: error.message };
    }
    if (error instanceof z.ZodError) {
      return { code: 'request.invalid', message: 'That cannot be sent like this.' };
    }
    this.#options.log.error({ error }, "A request of the sandbox's page failed");
    return { code: 'sandbox.failed', message: 'The sandbox failed; its log says why.' };
  }

  #send(frame: ServerFrame<WireShownMessage>): void {
    const { socket, context } = this.#options;
    if (socket.readyState !== socket.OPEN) return;
    // Uploaded files are on the bot's own server, which the page may not reach: it shows copies.
    const files = `${new URL(context.discord.apiUrl).origin}/attachments/`;
    socket.send(JSON.stringify(frame).replaceAll(files, '/attachments/'));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
