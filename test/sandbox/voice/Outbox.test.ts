import { describe, expect, it } from 'vitest';
import { NOTHING_RECEIVED, Outbox } from '#src/sandbox/voice/Outbox.ts';

function fill(outbox: Outbox, messages: number): void {
  for (let i = 0; i < messages; i++) outbox.add(String);
}

describe('Outbox', () => {
  it('numbers from 1 and gives back what came after', () => {
    const outbox = new Outbox(10);
    fill(outbox, 3);
    expect(outbox.after(NOTHING_RECEIVED)).toEqual(['1', '2', '3']);
    expect(outbox.after(2)).toEqual(['3']);
    expect(outbox.after(3)).toEqual([]);
  });

  it('gives nothing when the client claims what was never sent', () => {
    const outbox = new Outbox(10);
    fill(outbox, 3);
    expect(outbox.after(4)).toBeUndefined();
  });

  it('keeps as many as it may, and can tell when one is gone', () => {
    const outbox = new Outbox(2);
    fill(outbox, 5);
    expect(outbox.after(3)).toEqual(['4', '5']);
    expect(outbox.after(2)).toBeUndefined();
    expect(outbox.after(NOTHING_RECEIVED)).toBeUndefined();
  });

  it('forgets what was acknowledged', () => {
    const outbox = new Outbox(10);
    fill(outbox, 3);
    outbox.acknowledge(2);
    outbox.acknowledge(NOTHING_RECEIVED);
    expect(outbox.after(2)).toEqual(['3']);
    expect(outbox.after(1)).toBeUndefined();
  });

  it('wraps at 16 bits without ever using 0', () => {
    const outbox = new Outbox(2);
    fill(outbox, 2 ** 16);
    expect(outbox.after(65_534)).toEqual(['65535', '1']);
  });
});
