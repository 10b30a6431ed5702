import { z } from 'zod';
import type { Person } from '../people/Person.ts';
import type { Choice, Requests } from './client/wire.ts';
import type { Crowd } from './crowd/Crowd.ts';
import type { FaultBoard } from './faults/FaultBoard.ts';
import { showOutcome } from './show.ts';

/** What a request acts upon. */
export interface RequestContext {
  readonly person: Person;
  /** Says something in the voice channel. */
  readonly speak: (text: string) => Promise<unknown>;
  readonly crowd: Crowd;
  readonly faults: FaultBoard;
  readonly openWorkings: (open: boolean) => void;
}

type Handler = (context: RequestContext, ask: unknown) => Promise<unknown>;

/** A crowd of more would be a crowd that nobody sees through any more. */
const MAX_LISTENERS_AT_ONCE = 25;
const MAX_MESSAGE = 2_000;
/** More is not said in one breath. */
const MAX_SAID = 300;
/** Half a second of what a microphone hears, in base64; pages send a tenth at a time. */
const MAX_UTTERED = 64_000;

const text = z.string().min(1).max(100);
const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const fields = z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean()]));

function handler<Schema extends z.ZodType>(
  schema: Schema,
  run: (context: RequestContext, ask: z.output<Schema>) => unknown,
): Handler {
  return async (context, ask) => (await run(context, schema.parse(ask))) ?? null;
}

const nothing = z.object({});

/** Each request by its name: what it takes, and what it does. */
export const HANDLERS: Readonly<Record<keyof Requests, Handler>> = {
  join: handler(z.object({ channelId: text }), ({ person }, { channelId }) =>
    person.join(channelId),
  ),
  leave: handler(nothing, ({ person }) => person.leave()),
  setVoice: handler(
    z.object({ deafened: z.boolean().optional(), muted: z.boolean().optional() }),
    ({ person }, change) => person.setVoice(change),
  ),
  say: handler(
    z.object({ channelId: text, content: z.string().trim().min(1).max(MAX_MESSAGE) }),
    ({ person }, { channelId, content }) => void person.say(channelId, content),
  ),
  speak: handler(
    z.object({ text: z.string().trim().min(1).max(MAX_SAID) }),
    async ({ speak }, { text: said }) => {
      await speak(said);
    },
  ),
  utter: handler(z.object({ pcm: z.base64().max(MAX_UTTERED) }), ({ person }, { pcm }) => {
    void person.speak(samplesOf(Buffer.from(pcm, 'base64')));
  }),
  runCommand: handler(
    z.object({ channelId: text, name: text, options: values }),
    async ({ person }, { channelId, name, options }) => {
      const interaction = person.run(channelId, name, options);
      await interaction.settled;
      return showOutcome(interaction);
    },
  ),
  autocomplete: handler(
    z.object({ channelId: text, name: text, focused: text, options: values }),
    async ({ person }, { channelId, name, focused, options }): Promise<readonly Choice[]> => {
      const interaction = person.autocomplete(channelId, name, focused, options);
      await interaction.settled;
      return (interaction.choices ?? []).map((choice) => ({
        name: choice.name,
        value: choice.value,
      }));
    },
  ),
  press: handler(
    z.object({ messageId: text, customId: text }),
    async ({ person }, { messageId, customId }) => {
      const interaction = person.press(messageId, customId);
      await interaction.settled;
      return showOutcome(interaction);
    },
  ),
  select: handler(
    z.object({ messageId: text, customId: text, values: z.array(text) }),
    async ({ person }, { messageId, customId, values: chosen }) => {
      const interaction = person.select(messageId, customId, chosen);
      await interaction.settled;
      return showOutcome(interaction);
    },
  ),
  submitModal: handler(
    z.object({ interactionId: text, fields }),
    async ({ person }, { interactionId, fields: given }) => {
      const interaction = person.submit(interactionId, given);
      await interaction.settled;
      return showOutcome(interaction);
    },
  ),
  addListeners: handler(
    z.object({ count: z.int().min(1).max(MAX_LISTENERS_AT_ONCE) }),
    ({ crowd, person }, { count }) => crowd.add(count, person),
  ),
  removeListeners: handler(nothing, ({ crowd }) => crowd.clear()),
  openWorkings: handler(z.object({ open: z.boolean() }), ({ openWorkings }, { open }) =>
    openWorkings(open),
  ),
  setFault: handler(
    z.object({ id: text, value: z.union([z.boolean(), z.number()]) }),
    ({ faults }, { id, value }) => faults.set(id, value),
  ),
};

export const requestFrame = z.object({
  id: z.number(),
  name: z.custom<keyof Requests>(
    (name) => typeof name === 'string' && Object.hasOwn(HANDLERS, name),
  ),
  ask: z.unknown(),
});

function samplesOf(bytes: Buffer): Int16Array {
  const samples = new Int16Array(Math.floor(bytes.length / 2));
  Buffer.from(samples.buffer).set(bytes.subarray(0, samples.byteLength));
  return samples;
}
