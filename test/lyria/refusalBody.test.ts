import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { refusalBody } from '#src/lyria/refusalBody.ts';

function response(): IncomingMessage {
  const socket = new Socket();
  onTestFinished(() => void socket.destroy());
  return new IncomingMessage(socket);
}

test('a short body is told whole', async () => {
  const answer = response();
  const told = refusalBody(answer);
  answer.push('{"error": ');
  answer.push('{}}');
  answer.push(null);
  expect(await told).toBe('{"error": {}}');
});

test('4,096 bytes of a long one are told, without its end being waited for', async () => {
  const answer = response();
  const told = refusalBody(answer);
  for (let piece = 0; piece < 3; piece += 1) answer.push('x'.repeat(4_000));
  expect(await told).toBe('x'.repeat(4_096));
});

test('what was read before the connection broke is told', async () => {
  const answer = response();
  const told = refusalBody(answer);
  answer.push('half');
  setImmediate(() => answer.destroy());
  expect(await told).toBe('half');
});
