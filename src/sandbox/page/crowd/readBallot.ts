import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { Button } from '#src/sandbox/validation/components.ts';
import { type AnyComponent, walk } from '#src/sandbox/validation/componentTree.ts';
import type { Message } from '#src/sandbox/world/message.ts';

/** One candidate on a panel as a listener reads it: its name off the list, its buttons by number. */
export interface BallotLine {
  readonly prompt: string;
  readonly up: string;
  readonly down: string;
}

export interface PollPaper {
  readonly messageId: string;
  readonly yes: string;
  readonly no: string;
}

export interface Ballot {
  readonly messageId: string;
  readonly lines: readonly BallotLine[];
}

const VOTE = /:(up|down):(\d+)$/;
const POLL = /^poll:.+:(yes|no)$/;
/** A candidate in the panel's list: `**2 · rain**`. */
const LISTED = /^\*\*(\d+) · (.+)\*\*$/gmu;
/** Marks that keep a name's direction to itself, what cuts it short, and markdown's escapes. */
const NOT_THE_NAME = /[\u2066-\u2069…\\]/gu;

interface PressableButton {
  readonly customId: string;
  readonly label: string;
}

function buttonsOf(message: Message): PressableButton[] {
  return [...walk(message.components, [])].flatMap(({ component }) => {
    if (!isButton(component) || component.disabled === true) return [];
    if (component.style === ButtonStyle.Link || component.style === ButtonStyle.Premium) return [];
    const { custom_id: customId, label } = component;
    return customId == null ? [] : [{ customId, label: label ?? '' }];
  });
}

/** What is listed, by number. */
function namesIn(message: Message): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { component } of walk(message.components, [])) {
    if (component.type !== ComponentType.TextDisplay) continue;
    for (const [, number = '', name = ''] of String(component.content).matchAll(LISTED)) {
      names.set(number, name.replaceAll(NOT_THE_NAME, '').trim());
    }
  }
  return names;
}

function isButton(component: AnyComponent): component is Button {
  return component.type === ComponentType.Button;
}

/** Where one presses to talk to the DJ, or agrees to be heard. */
interface PlacedButton {
  readonly messageId: string;
  readonly customId: string;
}

/** The newest button whose id is like this; undefined when there is none that can be pressed. */
export function findButton(messages: readonly Message[], idLike: RegExp): PlacedButton | undefined {
  for (const message of messages.toReversed()) {
    const found = buttonsOf(message).find(({ customId }) => idLike.test(customId));
    if (found !== undefined) return { messageId: message.id, customId: found.customId };
  }
  return undefined;
}

/** The newest message with vote buttons; undefined when there is none. */
export function findBallot(messages: readonly Message[]): Ballot | undefined {
  for (const message of messages.toReversed()) {
    const names = namesIn(message);
    const lines = new Map<string, { prompt?: string; up?: string; down?: string }>();
    for (const { customId, label } of buttonsOf(message)) {
      const [, direction, candidate = ''] = VOTE.exec(customId) ?? [];
      if (direction !== 'up' && direction !== 'down') continue;
      const line = lines.get(candidate) ?? {};
      line[direction] = customId;
      const name = names.get(/\d+/.exec(label)?.[0] ?? '');
      if (name !== undefined) line.prompt = name;
      lines.set(candidate, line);
    }
    const whole = [...lines.values()].flatMap(({ prompt, up, down }) =>
      prompt !== undefined && up !== undefined && down !== undefined ? [{ prompt, up, down }] : [],
    );
    if (whole.length > 0) return { messageId: message.id, lines: whole };
  }
  return undefined;
}

/** The newest poll that still takes votes. */
export function findPoll(messages: readonly Message[]): PollPaper | undefined {
  for (const message of messages.toReversed()) {
    const found = new Map(
      buttonsOf(message).flatMap(({ customId }) => {
        const choice = POLL.exec(customId)?.[1];
        return choice === undefined ? [] : [[choice, customId] as const];
      }),
    );
    const yes = found.get('yes');
    const no = found.get('no');
    if (yes !== undefined && no !== undefined) return { messageId: message.id, yes, no };
  }
  return undefined;
}
