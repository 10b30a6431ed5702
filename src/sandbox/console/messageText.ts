import { ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import type { MessageView } from '../client/schemas.ts';

/** What ids in a message are called: `<@1>` is `@Ada`, `<#2>` is `#Lounge`. */
export type NameOf = (id: string) => string | undefined;

const MAX_DEPTH = 8;
/** Of a select's options; all 25 would bury the rest. */
const SHOWN_OPTIONS = 4;
const MS_PER_S = 1_000;

/** Marks that keep foreign text's direction to itself; many terminals show them as boxes. */
const ISOLATES = /[\u2066-\u2069]/g;

/** The fields in which components of any kind carry something to read. */
const readable = z.looseObject({
  type: z.number(),
  content: z.string().optional(),
  label: z.string().optional(),
  emoji: z.looseObject({ name: z.string().nullish() }).optional(),
  disabled: z.boolean().optional(),
  placeholder: z.string().optional(),
  options: z
    .array(z.looseObject({ label: z.string(), default: z.boolean().optional() }))
    .optional(),
  components: z.array(z.unknown()).optional(),
  accessory: z.unknown().optional(),
  component: z.unknown().optional(),
  divider: z.boolean().optional(),
});

const readableEmbed = z.looseObject({
  title: z.string().optional(),
  description: z.string().optional(),
  fields: z.array(z.looseObject({ name: z.string(), value: z.string() })).optional(),
  footer: z.looseObject({ text: z.string() }).optional(),
});

const poll = z.looseObject({
  question: z.looseObject({ text: z.string().optional() }),
  answers: z.array(z.looseObject({ poll_media: z.looseObject({ text: z.string().optional() }) })),
});

/** A message as lines of plain text: Markdown, mentions and components as one would read them. */
export function messageText(message: MessageView, nameOf: NameOf): string[] {
  const parts = [
    message.content,
    ...message.components.flatMap((component) => componentLines(component)),
    ...message.embeds.flatMap(embedLines),
    ...pollLines(message['poll']),
    ...message.attachments.map(({ filename }) => `[file ${filename}]`),
  ];
  return parts
    .flatMap((part) => part.split('\n'))
    .map((line) => plainLine(line, nameOf))
    .filter((line) => line.trim() !== '');
}

function componentLines(given: unknown, depth = 0): string[] {
  const parsed = readable.safeParse(given);
  if (!parsed.success || depth > MAX_DEPTH) return [];
  const component = parsed.data;
  const below = (children: readonly unknown[]): string[] =>
    children.flatMap((child) => componentLines(child, depth + 1));
  switch (component.type) {
    case ComponentType.TextDisplay:
      return [component.content ?? ''];
    case ComponentType.Button:
      return [`[${buttonLabel(component)}]${component.disabled === true ? ' (off)' : ''}`];
    case ComponentType.StringSelect: {
      const options = (component.options ?? []).map(({ label }) => label);
      const more = options.length > SHOWN_OPTIONS ? ' | …' : '';
      const shown = options.slice(0, SHOWN_OPTIONS).join(' | ');
      return [`${component.placeholder ?? 'Choose'}: ${shown}${more}`];
    }
    case ComponentType.ActionRow:
      return [below(component.components ?? []).join('  ')];
    case ComponentType.Section:
      return below([...(component.components ?? []), component.accessory]);
    case ComponentType.Label:
      return [component.label ?? '', ...below([component.component])];
    default:
      if (component.components !== undefined) return below(component.components);
      return component.placeholder === undefined ? [] : [`${component.placeholder}: …`];
  }
}

function buttonLabel(button: z.infer<typeof readable>): string {
  return [button.emoji?.name, button.label].filter((part) => (part ?? '') !== '').join(' ');
}

function embedLines(given: unknown): string[] {
  const parsed = readableEmbed.safeParse(given);
  if (!parsed.success) return [];
  const { title, description, fields = [], footer } = parsed.data;
  const told = fields.map(({ name, value }) => `${name}: ${value}`);
  return [title ?? '', description ?? '', ...told, footer?.text ?? ''];
}

function pollLines(given: unknown): string[] {
  const parsed = poll.safeParse(given);
  if (!parsed.success) return [];
  const answers = parsed.data.answers.map(({ poll_media }) => `  ( ) ${poll_media.text ?? ''}`);
  return [parsed.data.question.text ?? '', ...answers];
}

/** Without Discord's Markdown, which a terminal would show as signs. */
function plainLine(line: string, nameOf: NameOf): string {
  return line
    .replace(ISOLATES, '')
    .replace(/<@[!&]?(\d{17,20})>/g, (_, id: string) => `@${nameOf(id) ?? 'somebody'}`)
    .replace(/<#(\d{17,20})>/g, (_, id: string) => `#${nameOf(id) ?? 'channel'}`)
    .replace(/<(\/[^:>]+):\d+>/g, '$1')
    .replace(/<a?:(\w+):\d+>/g, ':$1:')
    .replace(/<t:(\d+)(?::\w)?>/g, (_, epoch: string) =>
      new Date(Number(epoch) * MS_PER_S).toLocaleTimeString(),
    )
    .replace(/^(?:-#|#{1,3}|>) /, '')
    .replace(/(\*\*|__|~~|`+)(.+?)\1/g, '$2')
    .replace(/\\([*_~`|>#\\[\]()<@:-])/g, '$1');
}
