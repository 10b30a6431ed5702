import { z } from 'zod';
import { decodeWav } from '#src/audio/wav.ts';
import { ControlRequests, path } from './ControlRequests.ts';
import { DiscordFaultsClient } from './DiscordFaultsClient.ts';
import { GuildClient } from './GuildClient.ts';
import { LyriaFaultsClient } from './LyriaFaultsClient.ts';
import * as schemas from './schemas.ts';
import { VoiceFaultsClient } from './VoiceFaultsClient.ts';

/** When an interaction's answer is taken as there, see docs/sandbox.md. */
export type Wait = 'none' | 'acknowledged' | 'response';

/** Does it again when Discord's client says that it failed; docs/sandbox.md has the defaults. */
export interface Again {
  readonly times?: number;
  readonly afterMs?: number;
}

export interface TypingOptions {
  /** Where it is typed; the first text channel unless given. */
  readonly channel?: string;
  /** `response` unless given: what a person would look at before going on. */
  readonly wait?: Wait;
  readonly again?: Again;
}

type OptionValues = Readonly<Record<string, string | number | boolean>>;
type ModalFields = Readonly<Record<string, string | readonly string[] | boolean>>;

/** The longest the control API lets anybody wait for an event. */
const MAX_EVENT_WAIT_MS = 60_000;

/**
 * Drives a running sandbox through its control API: what people do in it, and what is seen and
 * heard of it. People and channels are named by id or name.
 */
export class ControlClient {
  /** What a moderator does to the guild. */
  readonly guild: GuildClient;
  /** What goes wrong with the gateway and the REST API, on demand. */
  readonly discordFaults: DiscordFaultsClient;
  /** What goes wrong with voice, on demand. */
  readonly voiceFaults: VoiceFaultsClient;
  /** What goes wrong with Lyria, on demand. */
  readonly lyriaFaults: LyriaFaultsClient;
  readonly #requests: ControlRequests;

  /** @param url the announcement's `controlUrl` */
  constructor(url: string) {
    this.#requests = new ControlRequests(url);
    this.guild = new GuildClient(this.#requests);
    this.discordFaults = new DiscordFaultsClient(this.#requests);
    this.voiceFaults = new VoiceFaultsClient(this.#requests);
    this.lyriaFaults = new LyriaFaultsClient(this.#requests);
  }

  overview(): Promise<schemas.OverviewView> {
    return this.#requests.read('GET', '/', schemas.overview);
  }

  people(): Promise<schemas.PersonView[]> {
    return this.#requests.read('GET', '/people', z.array(schemas.person));
  }

  person(person: string): Promise<schemas.PersonView> {
    return this.#requests.read('GET', path`/people/${person}`, schemas.person);
  }

  addPerson(name: string): Promise<schemas.PersonView> {
    return this.#requests.read('POST', '/people', schemas.person, { name });
  }

  /** Joins a voice channel, or moves there. */
  join(person: string, channel: string): Promise<schemas.PersonView> {
    return this.#requests.read('PUT', path`/people/${person}/voice`, schemas.person, { channel });
  }

  leave(person: string): Promise<schemas.PersonView> {
    return this.#requests.read('DELETE', path`/people/${person}/voice`, schemas.person);
  }

  setVoice(
    person: string,
    change: { readonly deafened?: boolean; readonly muted?: boolean },
  ): Promise<schemas.PersonView> {
    return this.#requests.read('PATCH', path`/people/${person}/voice`, schemas.person, change);
  }

  /** What this person sees, oldest first, ephemeral messages included. */
  messages(person: string, channel?: string): Promise<schemas.MessageView[]> {
    const query = channel === undefined ? '' : path`?channel=${channel}`;
    const route = path`/people/${person}/messages`;
    return this.#requests.read('GET', `${route}${query}`, z.array(schemas.message));
  }

  say(person: string, content: string, channel?: string): Promise<schemas.MessageView> {
    const form = { content, channel };
    return this.#requests.read('POST', path`/people/${person}/messages`, schemas.message, form);
  }

  /** Says it in the voice channel: a text in the person's own voice, or a WAV file in base64. */
  speak(
    person: string,
    said: { readonly text: string } | { readonly wav: string },
  ): Promise<{ durationMs: number }> {
    const answer = z.object({ durationMs: z.number() });
    return this.#requests.read('POST', path`/people/${person}/say`, answer, said);
  }

  commands(person: string): Promise<schemas.CommandView[]> {
    return this.#requests.read('GET', path`/people/${person}/commands`, z.array(schemas.command));
  }

  /** Types a slash command as a member does, such as `/lyria play techno`. */
  type(
    person: string,
    line: string,
    { channel, wait = 'response', again }: TypingOptions = {},
  ): Promise<schemas.InteractionView> {
    const form = { line, channel, wait, again };
    return this.#requests.read('POST', path`/people/${person}/commands`, schemas.interaction, form);
  }

  /** Runs a slash command with named options. */
  run(
    person: string,
    command: string,
    options: OptionValues = {},
    { channel, wait = 'response', again }: TypingOptions = {},
  ): Promise<schemas.InteractionView> {
    const form = { command, options, channel, wait, again };
    return this.#requests.read('POST', path`/people/${person}/commands`, schemas.interaction, form);
  }

  autocomplete(
    person: string,
    form: {
      readonly command: string;
      readonly focused: string;
      readonly options: OptionValues;
      readonly channel?: string;
    },
  ): Promise<schemas.InteractionView> {
    return this.#requests.read(
      'POST',
      path`/people/${person}/autocomplete`,
      schemas.interaction,
      form,
    );
  }

  press(
    person: string,
    form: {
      readonly message: string;
      readonly customId: string;
      readonly wait?: Wait;
      readonly again?: Again;
    },
  ): Promise<schemas.InteractionView> {
    return this.#requests.read('POST', path`/people/${person}/press`, schemas.interaction, form);
  }

  select(
    person: string,
    form: {
      readonly message: string;
      readonly customId: string;
      readonly values: readonly string[];
      readonly wait?: Wait;
      readonly again?: Again;
    },
  ): Promise<schemas.InteractionView> {
    return this.#requests.read('POST', path`/people/${person}/select`, schemas.interaction, form);
  }

  /** Fills in the modal that the interaction was answered with. */
  submit(
    person: string,
    form: {
      readonly interaction: string;
      readonly fields: ModalFields;
      readonly wait?: Wait;
      readonly again?: Again;
    },
  ): Promise<schemas.InteractionView> {
    return this.#requests.read('POST', path`/people/${person}/submit`, schemas.interaction, form);
  }

  interactions(): Promise<schemas.InteractionView[]> {
    return this.#requests.read('GET', '/interactions', z.array(schemas.interaction));
  }

  interaction(id: string, wait: Wait = 'none'): Promise<schemas.InteractionView> {
    return this.#requests.read('GET', path`/interactions/${id}?wait=${wait}`, schemas.interaction);
  }

  /** What this person has heard: one entry per stay and speaker. */
  recordings(person: string): Promise<schemas.RecordingView[]> {
    return this.#requests.read(
      'GET',
      path`/people/${person}/recordings`,
      z.array(schemas.recording),
    );
  }

  /** All that this person heard of one speaker, a WAV file, 48 kHz stereo. */
  recordedWav(person: string, speaker: string): Promise<Buffer> {
    return this.#requests.bytes(path`/people/${person}/recordings/${speaker}/audio.wav`);
  }

  /** The same, decoded: 48 kHz stereo interleaved. */
  async recordedPcm(person: string, speaker: string): Promise<Int16Array> {
    return decodeWav(await this.recordedWav(person, speaker)).pcm;
  }

  forgetRecordings(person: string): Promise<void> {
    return this.#requests.do('DELETE', path`/people/${person}/recordings`);
  }

  /** Oldest first. */
  lyriaSessions(): Promise<schemas.LyriaSessionView[]> {
    return this.#requests.read('GET', '/lyria/sessions', z.array(schemas.lyriaSession));
  }

  /** With all that the session was told. */
  lyriaSession(id: number): Promise<schemas.ToldLyriaSessionView> {
    return this.#requests.read('GET', path`/lyria/sessions/${id}`, schemas.toldLyriaSession);
  }

  /** What the session sent, as far as it is kept: 48 kHz stereo interleaved. */
  async lyriaPcm(id: number): Promise<Int16Array> {
    return decodeWav(await this.#requests.bytes(path`/lyria/sessions/${id}/audio.wav`)).pcm;
  }

  voiceStates(): Promise<schemas.VoiceStateView[]> {
    return this.#requests.read('GET', '/voice-states', z.array(schemas.voiceState));
  }

  /**
   * What came after event number `after`; waits up to `waitMs` (at most a minute) for the first.
   * `last` is the number to ask with next.
   */
  events(
    after: number,
    options: {
      readonly types?: readonly string[];
      readonly waitMs?: number;
      readonly signal?: AbortSignal;
    } = {},
  ): Promise<{ events: schemas.EventView[]; last: number }> {
    const { types = [], waitMs = 0, signal } = options;
    const wait = Math.min(Math.round(waitMs), MAX_EVENT_WAIT_MS);
    const route = path`/events?after=${after}&types=${types.join(',')}&wait=${wait}`;
    return this.#requests.read('GET', route, schemas.events, undefined, signal);
  }
}
