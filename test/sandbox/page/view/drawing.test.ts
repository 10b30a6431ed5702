import { describe, expect, it } from 'vitest';
import { groupMessages } from '#src/sandbox/page/client/view/messages/groupMessages.ts';
import { messageText } from '#src/sandbox/page/client/view/messages/messageText.ts';
import {
  fieldProblem,
  firstFieldValues,
  submittedFields,
} from '#src/sandbox/page/client/view/modal/fieldValues.ts';
import {
  bandsOf,
  promptOrder,
  sharesOf,
} from '#src/sandbox/page/client/view/workings/mixShares.ts';
import { ADA, BEN, BOT, LOUNGE, message, NAMES, panelMessage } from './support/sampleWelcome.ts';

const at = (minutes: number): string => new Date(Date.UTC(2026, 0, 5, 12, minutes)).toISOString();

describe('a row of messages', () => {
  it('puts together what one member writes within seven minutes', () => {
    const messages = [
      message(ADA, { content: 'a', timestamp: at(0) }),
      message(ADA, { content: 'b', timestamp: at(3) }),
      message(BEN, { content: 'c', timestamp: at(4) }),
      message(BEN, { content: 'd', timestamp: at(20) }),
      message(BEN, { content: 'e', timestamp: at(21), ephemeral: true }),
    ];
    const rows = groupMessages(messages);
    expect(rows.map(({ continues }) => continues)).toEqual([false, true, false, false, false]);
    expect(rows.map(({ day }) => day !== undefined)).toEqual([true, false, false, false, false]);
  });

  it('gives an answer to a command a head of its own', () => {
    const before = message(BOT, { content: 'hello', timestamp: at(0) });
    const panel = { ...panelMessage({ techno: 100 }), timestamp: at(1) };
    expect(groupMessages([before, panel])[1]?.continues).toBe(false);
  });
});

describe('a message in one line', () => {
  const names = {
    user: (id: string) => NAMES[id],
    channel: (id: string) => (id === LOUNGE ? { name: 'Lounge' } : undefined),
  };

  it('has its first words without marks, wherever they stand', () => {
    expect(messageText(panelMessage({ techno: 100 }), names)).toBe('▶️ Playing in Lounge');
    const plain = message(ADA, { content: `-# **hi** <@${BEN}>, ||no||` });
    expect(messageText(plain, names)).toBe('hi @Ben, spoiler');
  });
});

describe('the fields of a modal', () => {
  const text = { type: 4 as const, custom_id: 'text', style: 1 as const, min_length: 2 };

  it('begin with what the bot put in, and leave out what stays empty', () => {
    const values = firstFieldValues([
      { type: 18, label: 'Text', component: { ...text, value: 'given' } },
      { type: 18, label: 'Pick', component: { type: 3, custom_id: 'pick', options: [] } },
      { type: 18, label: 'Agree', component: { type: 23, custom_id: 'agree', default: true } },
    ]);
    expect(values).toEqual({ text: 'given', pick: [], agree: true });
    expect(submittedFields(values)).toEqual({ text: 'given', agree: true });
  });

  it('say what is wrong with them', () => {
    expect(fieldProblem(text, '')).toBe('This field is required.');
    expect(fieldProblem({ ...text, required: false }, '')).toBeUndefined();
    expect(fieldProblem(text, 'a')).toBe('At least 2 characters.');
    expect(fieldProblem({ ...text, max_length: 3 }, 'abcd')).toBe('At most 3 characters.');
    expect(fieldProblem(text, 'abc')).toBeUndefined();
  });
});

describe('the picture of the mix', () => {
  it('has shares that add up to one, and none for what is steered away from', () => {
    const shares = sharesOf([
      { text: 'a', weight: 3 },
      { text: 'b', weight: 1 },
      { text: 'c', weight: -2 },
    ]);
    expect([...shares]).toEqual([
      ['a', 0.75],
      ['b', 0.25],
      ['c', 0],
    ]);
    expect(sharesOf([{ text: 'a', weight: 0 }]).get('a')).toBe(0);
  });

  it('stacks prompts in the order they were heard in', () => {
    const old = [{ text: 'a', weight: 1 }];
    const now = [
      { text: 'b', weight: 1 },
      { text: 'a', weight: 1 },
    ];
    const order = promptOrder([{ atMs: 0, mix: old }], now);
    expect(order).toEqual(['a', 'b']);
    expect(
      bandsOf(
        [
          { at: 0, mix: old },
          { at: 1, mix: now },
        ],
        order,
      ),
    ).toEqual([
      {
        text: 'a',
        points: [
          { at: 0, from: 0, to: 1 },
          { at: 1, from: 0, to: 0.5 },
        ],
      },
      {
        text: 'b',
        points: [
          { at: 0, from: 1, to: 1 },
          { at: 1, from: 0.5, to: 1 },
        ],
      },
    ]);
  });
});
