import { ChannelType } from 'discord-api-types/v10';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { decodeWav, type Wav } from '#src/audio/wav.ts';
import { VOICE_NAMES } from '#src/generator/live/flite/voices.ts';
import type { Person } from '#src/sandbox/people/Person.ts';
import { ControlError, parse } from '../ControlError.ts';
import { type ControlContext, guildOf } from '../context.ts';
import { showMessage, showPerson } from '../presentation.ts';

const params = z.object({ person: z.string() });

export function personOf(context: ControlContext, request: { params: unknown }): Person {
  return context.people.get(parse(params, request.params).person);
}

/** Where a person types who does not say where: the first text channel they see. */
export function defaultChannel(context: ControlContext, person: Person): string {
  for (const channel of guildOf(context).channels.values()) {
    if (channel.type !== ChannelType.GuildText) continue;
    try {
      return person.channel(channel.id).id;
    } catch {
      // Hidden from this person: the next one.
    }
  }
  throw new ControlError(409, 'channel.none', 'This person sees no text channel.');
}

/** More is not said in one breath. */
const MOST_SAID = 300;
const sayForm = z.union([
  z.object({ wav: z.base64() }),
  z.object({
    text: z.string().trim().min(1).max(MOST_SAID),
    voice: z.enum(VOICE_NAMES).optional(),
  }),
]);

/** A minute at 48 kHz, and base64. */
const MOST_SAID_BYTES = 8 * 1_024 * 1_024;

function readWav(file: Buffer): Wav {
  try {
    return decodeWav(file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ControlError(400, 'request.invalid', `${error.message}.`);
  }
}

export function peopleRoutes(app: FastifyInstance, context: ControlContext): void {
  const { people } = context;
  const { world } = context.discord;

  app.get('/people', async () => people.all().map((person) => showPerson(context, person)));

  app.post('/people', async (request, reply) => {
    const { name } = parse(z.object({ name: z.string().min(1).max(32) }), request.body);
    return reply.code(201).send(showPerson(context, people.add(name)));
  });

  app.get('/people/:person', async (request) => showPerson(context, personOf(context, request)));

  app.put('/people/:person/voice', async (request) => {
    const person = personOf(context, request);
    person.join(parse(z.object({ channel: z.string() }), request.body).channel);
    return showPerson(context, person);
  });

  app.patch('/people/:person/voice', async (request) => {
    const person = personOf(context, request);
    const change = z.object({ deafened: z.boolean().optional(), muted: z.boolean().optional() });
    person.setVoice(parse(change, request.body));
    return showPerson(context, person);
  });

  app.delete('/people/:person/voice', async (request) => {
    const person = personOf(context, request);
    person.leave();
    return showPerson(context, person);
  });

  app.get('/people/:person/messages', async (request) => {
    const person = personOf(context, request);
    const { channel } = parse(z.object({ channel: z.string().optional() }), request.query);
    return person
      .messages(channel ?? defaultChannel(context, person))
      .map((message) => showMessage(world, message));
  });

  app.post('/people/:person/messages', async (request, reply) => {
    const person = personOf(context, request);
    const form = z.object({
      channel: z.string().optional(),
      content: z.string().min(1).max(2_000),
    });
    const { channel, content } = parse(form, request.body);
    const message = person.say(channel ?? defaultChannel(context, person), content);
    return reply.code(201).send(showMessage(world, message));
  });

  app.post('/people/:person/say', { bodyLimit: MOST_SAID_BYTES }, async (request, reply) => {
    const person = personOf(context, request);
    const said = parse(sayForm, request.body);
    const { durationMs } =
      'wav' in said
        ? context.speech.recording(person, readWav(Buffer.from(said.wav, 'base64')))
        : await context.speech.text(people, person, said.text, said.voice);
    return reply.code(202).send({ durationMs });
  });

  app.get('/people/:person/commands', async (request) => {
    const person = personOf(context, request);
    const { channel } = parse(z.object({ channel: z.string().optional() }), request.query);
    return person
      .commands(channel ?? defaultChannel(context, person))
      .map(({ name, options, command }) => ({
        name,
        description: command.form.description ?? '',
        options,
      }));
  });
}
