import { RESTJSONErrorCodes } from 'discord-api-types/v10';

/** A refusal as Discord's REST API words it: an HTTP status, a JSON error code and a message. */
export class DiscordError extends Error {
  override readonly name = 'DiscordError';
  readonly status: number;
  /** 0 for plain HTTP errors such as 401 and 404. */
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const Code = RESTJSONErrorCodes;

/** The refusals that are documented, by what is wrong. */
export const refusals = {
  unauthorized: () => new DiscordError(401, 0, '401: Unauthorized'),
  notFound: () => new DiscordError(404, 0, '404: Not Found'),
  methodNotAllowed: () => new DiscordError(405, 0, '405: Method Not Allowed'),
  invalidApiVersion: () =>
    new DiscordError(400, Code.InvalidAPIVersion, 'Invalid API version provided'),
  invalidJson: () =>
    new DiscordError(
      400,
      Code.RequestBodyContainsInvalidJSON,
      'The request body contains invalid JSON.',
    ),
  tooLarge: () => new DiscordError(413, Code.RequestEntityTooLarge, 'Request entity too large'),
  unknownApplication: () => new DiscordError(404, Code.UnknownApplication, 'Unknown Application'),
  unknownChannel: () => new DiscordError(404, Code.UnknownChannel, 'Unknown Channel'),
  unknownGuild: () => new DiscordError(404, Code.UnknownGuild, 'Unknown Guild'),
  unknownMember: () => new DiscordError(404, Code.UnknownMember, 'Unknown Member'),
  unknownMessage: () => new DiscordError(404, Code.UnknownMessage, 'Unknown Message'),
  unknownRole: () => new DiscordError(404, Code.UnknownRole, 'Unknown Role'),
  unknownUser: () => new DiscordError(404, Code.UnknownUser, 'Unknown User'),
  unknownWebhook: () => new DiscordError(404, Code.UnknownWebhook, 'Unknown Webhook'),
  unknownInteraction: () => new DiscordError(404, Code.UnknownInteraction, 'Unknown interaction'),
  unknownCommand: () =>
    new DiscordError(404, Code.UnknownApplicationCommand, 'Unknown application command'),
  unknownVoiceState: () => new DiscordError(404, Code.UnknownVoiceState, 'Unknown Voice State'),
  alreadyAcknowledged: () =>
    new DiscordError(
      400,
      Code.InteractionHasAlreadyBeenAcknowledged,
      'Interaction has already been acknowledged.',
    ),
  invalidWebhookToken: () =>
    new DiscordError(401, Code.InvalidWebhookToken, 'Invalid Webhook Token'),
  missingAccess: () => new DiscordError(403, Code.MissingAccess, 'Missing Access'),
  missingPermissions: () => new DiscordError(403, Code.MissingPermissions, 'Missing Permissions'),
  notYourMessage: () =>
    new DiscordError(
      403,
      Code.CannotEditMessageAuthoredByAnotherUser,
      'Cannot edit a message authored by another user',
    ),
  emptyMessage: () =>
    new DiscordError(400, Code.CannotSendAnEmptyMessage, 'Cannot send an empty message'),
  nonTextChannel: () =>
    new DiscordError(
      400,
      Code.CannotSendMessagesInNonTextChannel,
      'Cannot send messages in a non-text channel',
    ),
  wrongChannelType: () =>
    new DiscordError(
      400,
      Code.CannotExecuteActionOnThisChannelType,
      'Cannot execute action on this channel type',
    ),
  tooOldForBulk: () =>
    new DiscordError(
      400,
      Code.OneOfTheMessagesProvidedWasTooOldForBulkDelete,
      'You can only bulk delete messages that are under 14 days old.',
    ),
  tooManyPins: () =>
    new DiscordError(
      400,
      Code.MaximumNumberOfPinsReachedForTheChannel,
      'Maximum number of pinned messages reached (250)',
    ),
  tooManyCommands: () =>
    new DiscordError(
      400,
      Code.MaximumNumberOfApplicationCommandsReached,
      'Maximum number of application commands reached (100)',
    ),
  tooManyDailyCommands: () =>
    new DiscordError(
      400,
      Code.MaximumDailyApplicationCommandCreatesReached,
      'Max number of daily application command creates has been reached (200)',
    ),
  noUserAgent: () =>
    new DiscordError(
      403,
      Code.CloudflareIsBlockingYourRequest,
      'Cloudflare is blocking your request. This can often be resolved by setting a proper User Agent',
    ),
  notAuthorizedForApplication: () =>
    new DiscordError(
      403,
      Code.NotAuthorizedToPerformThisActionOnThisApplication,
      'You are not authorized to perform this action on this application',
    ),
  notConnectedToVoice: () =>
    new DiscordError(
      400,
      Code.TargetUserIsNotConnectedToVoice,
      'Target user is not connected to voice.',
    ),
  noMessageHistory: () =>
    new DiscordError(
      400,
      Code.CannotReplyWithoutPermissionToReadMessageHistory,
      'Cannot reply without permission to read message history',
    ),
} as const;
