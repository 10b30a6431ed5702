import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { decodeWav } from '#src/audio/wav.ts';
import type { ControlClient } from '../client/ControlClient.ts';
import { ControlRequestError } from '../client/ControlRequests.ts';
import type { PersonView } from '../client/schemas.ts';
import type { Viewer } from './Follower.ts';

const HELP = [
  '/lyria play techno   any slash command, run as the person you are',
  'record FILE.wav      write what you have heard so far',
  'join NAME            go into a voice channel: Lounge, Studio, Stage',
  'leave                leave the voice channel',
  'as NAME              be somebody else',
  'people               who there is, and where',
  'quit                 end everything (also Ctrl-C)',
];

/** What can be typed at the console, and what it does. */
export class ConsoleCommands {
  readonly #control: ControlClient;
  readonly #print: (line: string) => void;
  readonly #onQuit: () => void;
  readonly #names = new Map<string, string>();
  #person: Viewer;

  constructor(options: {
    readonly control: ControlClient;
    readonly first: Viewer;
    readonly print: (line: string) => void;
    readonly onQuit: () => void;
  }) {
    this.#control = options.control;
    this.#print = options.print;
    this.#onQuit = options.onQuit;
    this.#person = options.first;
  }

  /** Who one is. */
  get person(): Viewer {
    return this.#person;
  }

  /** The names of people who came after the start. */
  nameOf(userId: string): string | undefined {
    return this.#names.get(userId);
  }

  /** Runs one line. A refusal is printed; anything else that goes wrong rejects. */
  async run(line: string): Promise<void> {
    const text = line.trim();
    if (text === '') return;
    try {
      if (text.startsWith('/')) await this.#type(text);
      else await this.#runWord(text);
    } catch (error) {
      if (!(error instanceof ControlRequestError)) throw error;
      this.#print(error.message);
    }
  }

  async #runWord(text: string): Promise<void> {
    const [word = '', ...others] = text.split(/\s+/);
    const rest = others.join(' ');
    switch (word.toLowerCase()) {
      case 'record':
        return this.#record(rest);
      case 'join':
        return this.#join(rest);
      case 'leave':
        await this.#control.leave(this.#person.name);
        return;
      case 'as':
        return this.#become(rest);
      case 'people':
        return this.#listPeople();
      case 'help':
      case '?':
        return HELP.forEach((help) => {
          this.#print(help);
        });
      case 'quit':
      case 'exit':
        return this.#onQuit();
      default:
        this.#print(hintFor(word, text));
    }
  }

  async #type(line: string): Promise<void> {
    const interaction = await this.#control.type(this.#person.name, line, { wait: 'acknowledged' });
    if (interaction.state === 'failed') {
      this.#print('The bot did not answer within 3 seconds.');
    } else if (interaction.answer === 'modal') {
      this.#print('The bot opened a form, which this prompt cannot fill in.');
    }
  }

  async #join(channel: string): Promise<void> {
    if (channel === '') return this.#print('Which channel? For example: join Studio');
    await this.#control.join(this.#person.name, channel);
  }

  async #become(name: string): Promise<void> {
    const people = await this.#control.people();
    const found = people.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (found === undefined) {
      return this.#print(`Be one of ${people.map((each) => each.name).join(', ')}: as Ben`);
    }
    this.#names.set(found.userId, found.name);
    this.#person = { name: found.name, userId: found.userId };
    this.#print(`You are ${whereabouts(found)}.`);
  }

  async #listPeople(): Promise<void> {
    for (const person of await this.#control.people()) {
      this.#print(`${whereabouts(person)}${person.name === this.#person.name ? ' (you)' : ''}`);
    }
  }

  async #record(file: string): Promise<void> {
    if (file === '') return this.#print('Which file? For example: record heard.wav');
    const { name } = this.#person;
    const heard = await this.#control.recordings(name);
    const loudest = heard.toSorted((a, b) => b.seconds - a.seconds)[0];
    if (loudest === undefined || loudest.seconds === 0) {
      return this.#print(`${name} has heard nothing yet. /lyria play techno starts the music.`);
    }
    const wav = await this.#control.recordedWav(name, loudest.speakerId);
    const { pcm, sampleRateHz, channels } = decodeWav(wav);
    const path = resolve(file);
    try {
      await writeFile(path, wav);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return this.#print(`The file could not be written (${reason}).`);
    }
    const seconds = pcm.length / channels / sampleRateHz;
    this.#print(`Wrote ${seconds.toFixed(1)} s of what ${name} heard to ${path}`);
  }
}

function whereabouts({ name, voice }: PersonView): string {
  return voice === null ? `${name}, in no voice channel` : `${name}, in "${voice.channel}"`;
}

/** People leave out the slash, or the command before the word. */
function hintFor(word: string, text: string): string {
  if (word.toLowerCase() === 'lyria') return `Slash commands begin with a slash: /${text}`;
  if (word.toLowerCase() === 'play') return `Did you mean /lyria ${text} ?`;
  return `"${word}" is nothing I know. Try /lyria play techno, or help.`;
}
