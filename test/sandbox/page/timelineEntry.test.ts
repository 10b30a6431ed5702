import { expect, test } from 'vitest';
import { timelineEntry } from '#src/sandbox/page/workings/timelineEntry.ts';

const logged = (type: string, data: unknown) => ({
  sequence: 7,
  at: '2026-03-01T12:00:00.000Z',
  atMs: 1_000,
  type,
  data,
});

test('a command, its answer and a missing answer', () => {
  const data = { type: 'command', command: 'lyria play', person: 'Ada' };
  expect(timelineEntry(logged('interactionCreated', data))).toMatchObject({
    sequence: 7,
    lane: 'interaction',
    direction: 'in',
    title: '/lyria play',
    detail: 'by Ada',
    failed: false,
  });
  const answered = { ...data, answer: 'deferredReply', acknowledgedAfterMs: 12.4 };
  expect(timelineEntry(logged('interactionAcknowledged', answered))).toMatchObject({
    title: '"thinking" to /lyria play',
    detail: 'after 12 ms',
  });
  expect(timelineEntry(logged('interactionFailed', data))).toMatchObject({ failed: true });
});

test('what Lyria is told, and how its sessions end', () => {
  const prompts = { type: 'prompts', prompts: [{ text: 'techno', weight: 1 }] };
  const told = timelineEntry(logged('lyriaReceived', { session: 2, message: prompts }));
  expect(told).toMatchObject({ lane: 'lyria', title: 'session 2: prompts', detail: 'techno 1' });
  const ended = (code: number) => timelineEntry(logged('lyriaClosed', { session: 2, code }));
  expect(ended(1_000)?.failed).toBe(false);
  expect(ended(1_011)?.failed).toBe(true);
});

test('a failed request is marked; what is no news is left out', () => {
  const request = { method: 'PATCH', route: '/channels/:id', status: 503, durationMs: 2 };
  expect(timelineEntry(logged('restRequest', request))).toMatchObject({
    lane: 'rest',
    failed: true,
  });
  expect(timelineEntry(logged('typingStarted', {}))).toBeUndefined();
  const still = { user: 'Ada', before: { channel: 'Lounge' }, after: { channel: 'Lounge' } };
  expect(timelineEntry(logged('voiceStateChanged', still))).toBeUndefined();
});
