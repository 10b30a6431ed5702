import { z } from 'zod';
import { decodeWav } from '../../audio/wav.ts';
import { LyriaFaultsClient } from './LyriaFaultsClient.ts';
import * as schemas from './schemas.ts';
import { type ControlRequests, VoiceFaultsClient } from './VoiceFaultsClient.ts';

/** When an interaction's answer is taken as there, see docs/sandbox.md. */
export type Wait = 'none' | 'acknowledged' | 'response';

export interface TypingOptions {
  /** Where it is typed; the first text channel unless given. */
  readonly channel?: string;
  /** `response` unless given: what a person would look at before going on. */
  readonly wait?: Wait;
}

type OptionValues = Readonly<Record<string, string | number | boolean>>;
type ModalFields = Readonly<Record<string, string | readonly string[] | boolean>>;

/** The longest the control API lets anybody wait for an event. */
const MAX_EVENT_WAIT_MS = 60_000;

/** The control API refused, with its own words. */
export class ControlRequestError extends Error {
  override readonly name = 'ControlRequestError';
  readonly status: number;
  /** Such as `voice.full`. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Drives a running sandbox through its control API; people and channels by id or name. */
export class ControlClient {
  /** What goes wrong with voice, on demand. */
  readonly voiceFaults: VoiceFaultsClient;
  /** What goes wrong with Lyria, on demand. */
  readonly lyriaFaults: LyriaFaultsClient;
  readonly #url: string;

  /** @param url the announcement's `controlUrl` */
  constructor(url: string) {
    this.#url = url;
    const requests: ControlRequests = {
      read: (method, route, schema) => this.#read(method, route, schema),
      do: (method, route, body) => this.#do(method, route, body),
    };
    this.voiceFaults = new VoiceFaultsClient(requests);
    this.lyriaFaults = new LyriaFaultsClient(requests);
  }

  overview(): Promise<schemas.OverviewView> {
    return this.#read('GET', '/', schemas.overview);
  }

  people(): Promise<schemas.PersonView[]> {
    return this.#read('GET', '/people', z.array(schemas.person));
  }

  person(person: string): Promise<schemas.PersonView> {
    return this.#read('GET', path`/people/${person}`, schemas.person);
  }

  addPerson(name: string): Promise<schemas.PersonView> {
    return this.#read('POST', '/people', schemas.person, { name });
  }

  /** Joins a voice channel, or moves there. */
  join(person: string, channel: string): Promise<schemas.PersonView> {
    return this.#read('PUT', path`/people/${person}/voice`, schemas.person, { channel });
  }

  leave(person: string): Promise<schemas.PersonView> {
    return this.#read('DELETE', path`/people/${person}/voice`, schemas.person);
  }

  setVoice(
    person: string,
    change: { readonly deafened?: boolean; readonly muted?: boolean },
  ): Promise<schemas.PersonView> {
    return this.#read('PATCH', path`/people/${person}/voice`, schemas.person, change);
  }

  /** What this person sees, oldest first, ephemeral messages included. */
  messages(person: string, channel?: string): Promise<schemas.MessageView[]> {
    const query = channel === undefined ? '' : path`?channel=${channel}`;
    const route = path`/people/${person}/messages`;
    return this.#read('GET', `${route}${query}`, z.array(schemas.message));
  }

  say(person: string, content: string, channel?: string): Promise<schemas.MessageView> {
    const form = { content, channel };
    return this.#read('POST', path`/people/${person}/messages`, schemas.message, form);
  }

  commands(person: string): Promise<schemas.CommandView[]> {
    return this.#read('GET', path`/people/${person}/commands`, z.array(schemas.command));
  }

  /** Types a slash command as a member does, such as `/lyria play techno`. */
  type(
    person: string,
    line: string,
    { channel, wait = 'response' }: TypingOptions = {},
  ): Promise<schemas.InteractionView> {
    const form = { line, channel, wait };
    return this.#read('POST', path`/people/${person}/commands`, schemas.interaction, form);
  }

  /** Runs a slash command with named options. */
  run(
    person: string,
    command: string,
    options: OptionValues = {},
    { channel, wait = 'response' }: TypingOptions = {},
  ): Promise<schemas.InteractionView> {
    const form = { command, options, channel, wait };
    return this.#read('POST', path`/people/${person}/commands`, schemas.interaction, form);
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
    return this.#read('POST', path`/people/${person}/autocomplete`, schemas.interaction, form);
  }

  press(
    person: string,
    form: { readonly message: string; readonly customId: string; readonly wait?: Wait },
  ): Promise<schemas.InteractionView> {
    return this.#read('POST', path`/people/${person}/press`, schemas.interaction, form);
  }

  select(
    person: string,
    form: {
      readonly message: string;
      readonly customId: string;
      readonly values: readonly string[];
      readonly wait?: Wait;
    },
  ): Promise<schemas.InteractionView> {
    return this.#read('POST', path`/people/${person}/select`, schemas.interaction, form);
  }

  /** Fills in the modal that the interaction was answered with. */
  submit(
    person: string,
    form: { readonly interaction: string; readonly fields: ModalFields; readonly wait?: Wait },
  ): Promise<schemas.InteractionView> {
    return this.#read('POST', path`/people/${person}/submit`, schemas.interaction, form);
  }

  interactions(): Promise<schemas.InteractionView[]> {
    return this.#read('GET', '/interactions', z.array(schemas.interaction));
  }

  interaction(id: string, wait: Wait = 'none'): Promise<schemas.InteractionView> {
    return this.#read('GET', path`/interactions/${id}?wait=${wait}`, schemas.interaction);
  }

  /** What this person has heard: one entry per stay and speaker. */
  recordings(person: string): Promise<schemas.RecordingView[]> {
    return this.#read('GET', path`/people/${person}/recordings`, z.array(schemas.recording));
  }

  /** All that this person heard of one speaker, a WAV file, 48 kHz stereo. */
  recordedWav(person: string, speaker: string): Promise<Buffer> {
    return this.#bytes(path`/people/${person}/recordings/${speaker}/audio.wav`);
  }

  /** The same, decoded: 48 kHz stereo interleaved. */
  async recordedPcm(person: string, speaker: string): Promise<Int16Array> {
    return decodeWav(await this.recordedWav(person, speaker)).pcm;
  }

  forgetRecordings(person: string): Promise<void> {
    return this.#do('DELETE', path`/people/${person}/recordings`);
  }

  /** Oldest first. */
  lyriaSessions(): Promise<schemas.LyriaSessionView[]> {
    return this.#read('GET', '/lyria/sessions', z.array(schemas.lyriaSession));
  }

  /** With all that the session was told. */
  lyriaSession(id: number): Promise<schemas.ToldLyriaSessionView> {
    return this.#read('GET', path`/lyria/sessions/${id}`, schemas.toldLyriaSession);
  }

  /** What the session sent, as far as it is kept: 48 kHz stereo interleaved. */
  async lyriaPcm(id: number): Promise<Int16Array> {
    return decodeWav(await this.#bytes(path`/lyria/sessions/${id}/audio.wav`)).pcm;
  }

  voiceStates(): Promise<schemas.VoiceStateView[]> {
    return this.#read('GET', '/voice-states', z.array(schemas.voiceState));
  }

  disconnectMember(member: string): Promise<void> {
    return this.#do('POST', path`/members/${member}/disconnect`);
  }

  moveMember(member: string, channel: string): Promise<void> {
    return this.#do('POST', path`/members/${member}/move`, { channel });
  }

  removeMember(member: string): Promise<void> {
    return this.#do('DELETE', path`/members/${member}`);
  }

  changeMember(
    member: string,
    change: {
      readonly mute?: boolean;
      readonly deaf?: boolean;
      readonly roles?: readonly string[];
    },
  ): Promise<void> {
    return this.#do('PATCH', path`/members/${member}`, change);
  }

  changeGuild(change: { readonly name?: string; readonly premiumTier?: number }): Promise<void> {
    return this.#do('PATCH', '/guild', change);
  }

  changeChannel(
    channel: string,
    change: { readonly name?: string; readonly bitrate?: number; readonly userLimit?: number },
  ): Promise<void> {
    return this.#do('PATCH', path`/channels/${channel}`, change);
  }

  deleteChannel(channel: string): Promise<void> {
    return this.#do('DELETE', path`/channels/${channel}`);
  }

  /** Sets what a role or member may and may not in a channel; both left out removes it. */
  setOverwrite(
    channel: string,
    target: string,
    overwrite: { readonly allow?: readonly string[]; readonly deny?: readonly string[] } = {},
  ): Promise<void> {
    return this.#do('PUT', path`/channels/${channel}/overwrites/${target}`, overwrite);
  }

  changeRole(
    role: string,
    change: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  ): Promise<void> {
    return this.#do('PATCH', path`/roles/${role}`, change);
  }

  /** How many REST requests came, and how many of them a limit refused. */
  restStatistics(): Promise<schemas.RestStatisticsView> {
    return this.#read('GET', '/rest/statistics', schemas.restStatistics);
  }

  /** Invites every bot that is not on the server. */
  inviteBots(): Promise<void> {
    return this.#do('POST', '/bots');
  }

  /** Has REST requests fail or wait, all of them or those of a method and a part of a route. */
  breakRest(fault: {
    readonly method?: string;
    readonly route?: string;
    readonly status?: number;
    readonly delayMs?: number;
    readonly times?: number;
  }): Promise<void> {
    return this.#do('POST', '/rest/faults', fault);
  }

  mendRest(): Promise<void> {
    return this.#do('DELETE', '/rest/faults');
  }

  /** Nobody can connect to the gateway; who is connected stays so. */
  refuseGatewayConnections(enabled: boolean): Promise<void> {
    return this.#do('PUT', '/gateway/refuse-connections', { enabled });
  }

  /** Connections stand, but heartbeats are not answered. */
  ignoreGatewayHeartbeats(enabled: boolean): Promise<void> {
    return this.#do('PUT', '/gateway/ignore-heartbeats', { enabled });
  }

  /** What new gateway connections are told. */
  setGatewayHeartbeat(ms: number): Promise<void> {
    return this.#do('PUT', '/gateway/heartbeat-interval', { ms });
  }

  /** Without a code the line is cut. */
  dropGateway(closeCode?: number): Promise<void> {
    return this.#do('POST', '/gateway/drop', { closeCode });
  }

  requestGatewayReconnect(): Promise<void> {
    return this.#do('POST', '/gateway/reconnect');
  }

  requestGatewayHeartbeat(): Promise<void> {
    return this.#do('POST', '/gateway/heartbeat');
  }

  invalidateGatewaySessions(resumable: boolean): Promise<void> {
    return this.#do('POST', '/gateway/invalidate', { resumable });
  }

  refuseGatewayResumes(enabled: boolean): Promise<void> {
    return this.#do('PUT', '/gateway/refuse-resumes', { enabled });
  }

  interruptVoice(member: string, closeCode?: number): Promise<void> {
    return this.#do('POST', '/voice/interrupt', { member, closeCode });
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
    return this.#read('GET', route, schemas.events, undefined, signal);
  }

  async #read<Schema extends z.ZodType>(
    method: string,
    route: string,
    schema: Schema,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<z.infer<Schema>> {
    const response = await this.#request(method, route, body, signal);
    return schema.parse(await response.json());
  }

  async #do(method: string, route: string, body?: unknown): Promise<void> {
    const response = await this.#request(method, route, body);
    // The connection is free for the next request only when the body has been read.
    await response.arrayBuffer();
  }

  async #bytes(route: string): Promise<Buffer> {
    const response = await this.#request('GET', route);
    return Buffer.from(await response.arrayBuffer());
  }

  async #request(
    method: string,
    route: string,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<Response> {
    const response = await fetch(`${this.#url}${route}`, {
      method,
      ...(signal !== undefined && { signal }),
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (response.ok) return response;
    const text = await response.text();
    const told = schemas.controlError.safeParse(parseJson(text));
    if (!told.success) throw new ControlRequestError(response.status, 'control.unknown', text);
    throw new ControlRequestError(response.status, told.data.error.code, told.data.error.message);
  }
}

/** A path whose values are escaped. */
function path(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: parts }, ...values.map((value) => encodeURIComponent(value)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
