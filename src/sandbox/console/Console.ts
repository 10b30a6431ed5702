import { createInterface, type Interface } from 'node:readline';
import type { SandboxAnnouncement } from '../announcement.ts';
import { ControlClient } from '../client/ControlClient.ts';
import { ConsoleCommands } from './ConsoleCommands.ts';
import { Follower } from './Follower.ts';

const FIRST_PERSON = 'Ada';
const FIRST_CHANNEL = 'Lounge';

export interface ConsoleOptions {
  readonly sandbox: SandboxAnnouncement;
  /** Lines, from a terminal or a pipe. When a pipe ends, the console goes on telling. */
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Called when the person has had enough: `quit`, Ctrl-C or Ctrl-D. */
  readonly onQuit: () => void;
}

/**
 * A prompt at which one is a member of the sandbox: slash commands run as Ada, and what the bot says
 * is printed. She goes into the voice channel with the first line, so that nobody who only uses the
 * page is in the company of somebody who does not listen.
 */
export function openConsole(options: ConsoleOptions): { close(): void } {
  const { sandbox, input, output, onQuit } = options;
  const isTerminal = 'isTTY' in input && input.isTTY === true;
  const reader = createInterface({ input, output, terminal: isTerminal });
  const print = printer(reader, output, isTerminal);
  const control = new ControlClient(sandbox.controlUrl);
  const commands = new ConsoleCommands({
    control,
    first: { name: FIRST_PERSON, userId: sandbox.userIds[FIRST_PERSON] ?? '' },
    print,
    onQuit,
  });
  const names = new Map(
    [...Object.entries(sandbox.userIds), ...Object.entries(sandbox.channelIds)].map(
      ([name, id]) => [id, name],
    ),
  );
  const follower = new Follower({
    control,
    viewer: () => commands.person,
    nameOf: (id) => names.get(id) ?? commands.nameOf(id),
    print,
  });

  let closed = false;
  const prompt = (): void => {
    if (!isTerminal || closed) return;
    reader.setPrompt(`${commands.person.name}> `);
    reader.prompt(true);
  };
  const failed = (error: unknown): void => {
    if (!closed) print(error instanceof Error ? error.message : String(error));
  };
  const start = async (): Promise<void> => {
    const { lastEvent } = await control.overview();
    follower.follow(lastEvent).catch(failed);
  };
  let settled = false;
  const settle = async (): Promise<void> => {
    if (settled) return;
    settled = true;
    const { voice } = await control.person(FIRST_PERSON);
    if (voice === null) await control.join(FIRST_PERSON, FIRST_CHANNEL);
  };
  // Lines run one after the other, in the order in which they were typed.
  let busy = start().catch(failed).then(prompt);
  reader.on('line', (line) => {
    busy = busy
      .then(() => (closed ? undefined : settle()))
      .then(() => (closed ? undefined : commands.run(line)))
      .catch(failed)
      .then(prompt);
  });
  // A terminal in raw mode gives Ctrl-C to the reader, not to the process.
  reader.on('SIGINT', onQuit);
  reader.on('close', () => {
    if (isTerminal && !closed) onQuit();
  });

  return {
    close() {
      closed = true;
      follower.close();
      reader.close();
      // A pipe that is still open would keep the process waiting for its end.
      input.pause();
      if ('unref' in input && typeof input.unref === 'function') input.unref();
    },
  };
}

/** Prints a line above the prompt and what is being typed there. */
function printer(
  reader: Interface,
  output: NodeJS.WritableStream,
  isTerminal: boolean,
): (line: string) => void {
  return (line) => {
    // Carriage return, and clear to the end of the line.
    output.write(isTerminal ? `\r\u001b[K${line}\n` : `${line}\n`);
    if (isTerminal) reader.prompt(true);
  };
}
