import type { FastifyRequest } from 'fastify';
import type { FormIssue } from '../validation/formErrors.ts';
import { InvalidForm } from '../validation/formErrors.ts';
import { param } from './context.ts';

/** The ids in paths, and how errors call them. */
const IDS = {
  applicationId: 'application_id',
  channelId: 'channel_id',
  commandId: 'command_id',
  guildId: 'guild_id',
  interactionId: 'interaction_id',
  messageId: 'message_id',
  roleId: 'role_id',
  targetId: 'overwrite_id',
  userId: 'user_id',
} as const;

const ID = /^\d{1,20}$/;
/** Words that stand for an id. */
const WORDS: ReadonlySet<string> = new Set(['@me', '@original', '']);

/** @throws InvalidForm for each part of the path that should be an id and is none. */
export function checkPath(request: FastifyRequest): void {
  const issues: FormIssue[] = [];
  for (const [name, field] of Object.entries(IDS)) {
    const value = param(request, name);
    if (WORDS.has(value) || ID.test(value)) continue;
    const message = `Value "${value}" is not snowflake.`;
    issues.push({ path: [field], code: 'NUMBER_TYPE_COERCE', message });
  }
  if (issues.length > 0) throw new InvalidForm(issues);
}
