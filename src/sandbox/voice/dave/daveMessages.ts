import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import { DAVE_VERSION, type DaveMember } from './DaveMember.ts';
import { u8, u16, vector } from './encoding.ts';

const APPEND = 0;
/** Clients that are told of it make a new group and key package. */
const FIRST_EPOCH = 1;

/** What a group tells its members. */

export function introduceSender(member: DaveMember, introduction: Buffer): void {
  member.sendBinary(VoiceOpcodes.DaveMlsExternalSender, introduction);
}

export function propose(member: DaveMember, proposals: readonly Buffer[]): void {
  const payload = Buffer.concat([u8(APPEND), vector(...proposals)]);
  member.sendBinary(VoiceOpcodes.DaveMlsProposals, payload);
}

export function announceCommit(member: DaveMember, transitionId: number, commit: Buffer): void {
  const payload = Buffer.concat([u16(transitionId), commit]);
  member.sendBinary(VoiceOpcodes.DaveMlsAnnounceCommitTransition, payload);
}

export function welcome(member: DaveMember, transitionId: number, message: Buffer): void {
  const payload = Buffer.concat([u16(transitionId), message]);
  member.sendBinary(VoiceOpcodes.DaveMlsWelcome, payload);
}

/** Has a member make a new group of its own, and a new key package. */
export function beginAnew(member: DaveMember): void {
  const data = { protocol_version: DAVE_VERSION, epoch: FIRST_EPOCH };
  member.send(VoiceOpcodes.DavePrepareEpoch, data);
}

export function prepareTransition(member: DaveMember, transitionId: number, version: number): void {
  const data = { protocol_version: version, transition_id: transitionId };
  member.send(VoiceOpcodes.DavePrepareTransition, data);
}
