import { MessageFlags } from 'discord-api-types/v10';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Interaction } from '#src/sandbox/interactions/Interaction.ts';
import type { Patience } from '#src/sandbox/people/Insistence.ts';
import type { Person } from '#src/sandbox/people/Person.ts';
import { notFound, parse } from '../ControlError.ts';
import { type ControlContext, memberOf } from '../context.ts';
import { showInteraction } from '../presentation.ts';
import { defaultChannel, personOf } from './people.ts';

/** How long a deferred answer is waited for at most. */
const RESPONSE_PATIENCE_MS = 30_000;

/** What the answer waits for: nothing, the acknowledgement (or 3 s), or the finished response. */
const wait = z.enum(['none', 'acknowledged', 'response']).default('acknowledged');
type Wait = z.output<typeof wait>;

const optionInputs = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const channel = z.string().optional();

/** Whose command, where several bots have one of that name. */
const bot = z.string().optional();

/** What is done again once the client has said that it failed. */
const MAX_TRIES = 100;
const MAX_PAUSE_MS = 60_000;
/** A person's reaction to "This interaction failed". */
const USUAL_PAUSE_MS = 700;
const again = z
  .object({
    times: z.int().min(1).max(MAX_TRIES).default(1),
    afterMs: z.int().min(0).max(MAX_PAUSE_MS).default(USUAL_PAUSE_MS),
  })
  .optional();

const commandForm = z.union([
  z.object({ line: z.string().min(1), bot, channel, wait, again }),
  z.object({
    command: z.string().min(1),
    options: optionInputs.default({}),
    bot,
    channel,
    wait,
    again,
  }),
]);

export function interactionRoutes(app: FastifyInstance, context: ControlContext): void {
  const { interactions } = context.discord;

  const answer = async (interaction: Interaction, until: Wait) => {
    await settled(context, interaction, until);
    return showInteraction(context, interaction);
  };
  /** Answers with the last try. */
  const carryOut = async (
    person: Person,
    deed: () => Interaction,
    { wait: until, again: patience }: { wait: Wait; again?: Patience | undefined },
  ) => {
    if (patience === undefined) return answer(deed(), until);
    const { first, done } = person.insist(deed, patience);
    const tries = until === 'none' ? [first] : await done;
    const shown = await answer(tries.at(-1) ?? first, until);
    return { ...shown, tries: tries.map(({ id }) => id) };
  };

  app.post('/people/:person/commands', async (request) => {
    const person = personOf(context, request);
    const form = parse(commandForm, request.body);
    const where = form.channel ?? defaultChannel(context, person);
    const applicationId = form.bot === undefined ? undefined : memberOf(context, form.bot).userId;
    const deed = (): Interaction =>
      'line' in form
        ? person.type(where, form.line, applicationId)
        : person.run(where, form.command, form.options, applicationId);
    return carryOut(person, deed, form);
  });

  app.post('/people/:person/autocomplete', async (request) => {
    const person = personOf(context, request);
    const form = parse(
      z.object({
        command: z.string().min(1),
        focused: z.string().min(1),
        options: optionInputs.default({}),
        channel,
        wait,
      }),
      request.body,
    );
    const where = form.channel ?? defaultChannel(context, person);
    return answer(person.autocomplete(where, form.command, form.focused, form.options), form.wait);
  });

  app.post('/people/:person/press', async (request) => {
    const press = z.object({ message: z.string(), customId: z.string(), wait, again });
    const form = parse(press, request.body);
    const person = personOf(context, request);
    return carryOut(person, () => person.press(form.message, form.customId), form);
  });

  app.post('/people/:person/select', async (request) => {
    const form = parse(
      z.object({
        message: z.string(),
        customId: z.string(),
        values: z.array(z.string()),
        wait,
        again,
      }),
      request.body,
    );
    const person = personOf(context, request);
    const deed = () => person.select(form.message, form.customId, form.values);
    return carryOut(person, deed, form);
  });

  app.post('/people/:person/submit', async (request) => {
    const field = z.union([z.string(), z.array(z.string()), z.boolean()]);
    const form = parse(
      z.object({
        /** The id of the interaction that was answered with the modal. */
        interaction: z.string(),
        fields: z.record(z.string(), field).default({}),
        wait,
        again,
      }),
      request.body,
    );
    const person = personOf(context, request);
    return carryOut(person, () => person.submit(form.interaction, form.fields), form);
  });

  app.get('/interactions', async () =>
    interactions.all().map((interaction) => showInteraction(context, interaction)),
  );

  app.get('/interactions/:id', async (request) => {
    const { id } = parse(z.object({ id: z.string() }), request.params);
    const query = parse(z.object({ wait: wait.catch('none') }), request.query);
    const interaction = interactions.get(id);
    if (interaction === undefined) throw notFound(`interaction ${id}`);
    const asked = 'wait' in Object(request.query);
    return answer(interaction, asked ? query.wait : 'none');
  });
}

async function settled(
  { discord }: ControlContext,
  interaction: Interaction,
  until: Wait,
): Promise<void> {
  if (until === 'none') return;
  await interaction.settled;
  if (until === 'acknowledged' || interaction.state !== 'acknowledged') return;
  const { world } = discord;
  const { channelId } = interaction.request;
  const finished = (): boolean => {
    const id = interaction.responseMessageId;
    const message = id === null ? undefined : world.messages.get(channelId, id);
    return message === undefined || (message.flags & MessageFlags.Loading) === 0;
  };
  if (finished()) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const unsubscribe = world.subscribe(() => {
    if (finished()) resolve();
  });
  const timer = world.time.after(RESPONSE_PATIENCE_MS, resolve);
  await promise;
  unsubscribe();
  timer.cancel();
}
