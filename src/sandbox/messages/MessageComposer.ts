import { MessageFlags } from 'discord-api-types/v10';
import { refusals } from '../DiscordError.ts';
import type { MessageComponent } from '../validation/components.ts';
import { withIds } from '../validation/componentTree.ts';
import type { AttachmentForm, MessageForm } from '../validation/messages.ts';
import { refuse } from '../validation/parseForm.ts';
import type { AttachmentStore } from '../world/AttachmentStore.ts';
import type { AllowedMentions, Attachment, Message, MessageBody } from '../world/message.ts';
import { contentTypeOf } from './contentTypes.ts';
import { mediaOf } from './media.ts';

/** A guild without boosts takes files up to 10 MiB. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** A file that came with a request, by the number in `files[n]`. */
export interface UploadedFile {
  readonly index: string;
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

type Path = readonly (string | number)[];

/** Flags that a sender may set; others are ignored. */
const SENDER_FLAGS =
  MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

/** Turns what requests say of messages into messages, and stores the files they bring. */
export class MessageComposer {
  readonly #attachments: AttachmentStore;
  readonly #urlOf: (channelId: string, attachmentId: string, filename: string) => string;

  constructor(
    attachments: AttachmentStore,
    urlOf: (channelId: string, attachmentId: string, filename: string) => string,
  ) {
    this.#attachments = attachments;
    this.#urlOf = urlOf;
  }

  /** @param at Where the message stands in the request body, for errors' paths. */
  compose(
    channelId: string,
    form: MessageForm,
    files: readonly UploadedFile[],
    at: Path = [],
  ): MessageBody {
    const attachments = this.#store(channelId, files, form.attachments ?? [], at);
    return finish(
      {
        content: (form.content ?? '').trim(),
        embeds: form.embeds ?? [],
        components: form.components ?? [],
        attachments,
        flags: (form.flags ?? 0) & SENDER_FLAGS,
        allowedMentions: allowedMentionsOf(form),
      },
      at,
    );
  }

  /** A file that goes along with something else than a message. */
  upload(channelId: string, file: Omit<UploadedFile, 'index'>): Attachment {
    const [stored] = this.#store(channelId, [{ ...file, index: '0' }], [], []);
    if (stored === undefined) throw refusals.tooLarge();
    return stored;
  }

  /** What `message` becomes by an edit. */
  edit(
    message: Message,
    form: MessageForm,
    files: readonly UploadedFile[],
    at: Path = [],
  ): MessageBody {
    const listed = form.attachments?.map(({ id }) => id);
    const kept = message.attachments.filter(({ id }) => listed?.includes(id) ?? true);
    const added = this.#store(message.channelId, files, form.attachments ?? [], at);
    const becomesLayout = form.isLayout && (message.flags & MessageFlags.IsComponentsV2) === 0;
    if (becomesLayout) refuseLeftovers(message, form, at);
    const suppress = MessageFlags.SuppressEmbeds;
    const flags =
      form.flags === undefined || form.flags === null
        ? message.flags
        : (message.flags & ~suppress) | (form.flags & (suppress | MessageFlags.IsComponentsV2));
    return finish(
      {
        content: form.content === undefined ? message.content : (form.content ?? '').trim(),
        embeds: form.embeds === undefined ? message.embeds : (form.embeds ?? []),
        components: form.components === undefined ? message.components : (form.components ?? []),
        attachments: [...kept, ...added],
        flags,
        allowedMentions: allowedMentionsOf(form),
      },
      at,
    );
  }

  #store(
    channelId: string,
    files: readonly UploadedFile[],
    described: readonly AttachmentForm[],
    at: Path,
  ): Attachment[] {
    if (files.some(({ bytes }) => bytes.byteLength > MAX_FILE_BYTES)) throw refusals.tooLarge();
    if (files.length > 10) {
      refuse([...at, 'attachments'], 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.');
    }
    return files.map((file) => {
      const details = described.find(({ id }) => id === file.index);
      const filename = safeName(details?.filename ?? file.filename);
      const contentType = contentTypeOf(filename, file.contentType);
      const stored = this.#attachments.put({ filename, contentType, bytes: file.bytes });
      return {
        id: stored.id,
        filename,
        description: details?.description ?? null,
        contentType,
        sizeBytes: file.bytes.byteLength,
        url: this.#urlOf(channelId, stored.id, filename),
      };
    });
  }
}

function allowedMentionsOf({ allowed_mentions: given }: MessageForm): AllowedMentions | null {
  if (!given) return null;
  return {
    parse: given.parse ?? [],
    users: given.users ?? [],
    roles: given.roles ?? [],
    repliedUser: given.replied_user ?? false,
  };
}

/** As Discord does: what is no letter, digit, dot, dash or underscore becomes an underscore. */
function safeName(filename: string): string {
  return filename.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_');
}

function finish(body: MessageBody, at: Path): MessageBody {
  const empty =
    body.content === '' &&
    body.embeds.length === 0 &&
    body.attachments.length === 0 &&
    body.components.length === 0;
  if (empty) throw refusals.emptyMessage();
  const components = withIds(body.components);
  resolveReferences(components, body.attachments, [...at, 'components']);
  const embeds = body.embeds.map((embed) => ({
    ...embed,
    ...(embed.image && { image: { url: resolved(embed.image.url, body.attachments) } }),
    ...(embed.thumbnail && { thumbnail: { url: resolved(embed.thumbnail.url, body.attachments) } }),
  }));
  return { ...body, embeds, components };
}

function resolved(url: string, attachments: readonly Attachment[]): string {
  return find(url, attachments)?.url ?? url;
}

const REFERENCE = 'attachment://';

function find(url: string, attachments: readonly Attachment[]): Attachment | undefined {
  if (!url.startsWith(REFERENCE)) return undefined;
  const name = safeName(decodeURIComponent(url.slice(REFERENCE.length)));
  return attachments.find(({ filename }) => filename === name);
}

/** Replaces each `attachment://name` by the file's address; a name that is not there is refused. */
function resolveReferences(
  components: MessageComponent[],
  attachments: readonly Attachment[],
  at: Path,
): void {
  for (const { media, path } of mediaOf(components, at)) {
    if (!media.url.startsWith(REFERENCE)) continue;
    const attachment = find(media.url, attachments);
    if (attachment === undefined) {
      refuse(
        [...path, 'url'],
        'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
        'The specified attachment was not found',
      );
    }
    media.url = attachment.url;
  }
}

/** What was there before the edit has to be cleared by it: the flag excludes it. */
function refuseLeftovers(message: Message, form: MessageForm, at: Path): void {
  const leftovers = [
    ['content', message.content !== '' && form.content === undefined],
    ['embeds', message.embeds.length > 0 && form.embeds === undefined],
  ] as const;
  for (const [field, left] of leftovers) {
    if (!left) continue;
    refuse(
      [...at, field],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    );
  }
}
