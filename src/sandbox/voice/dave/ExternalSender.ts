import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { u8, u16, u32, u64, vector } from './encoding.ts';
import {
  BASIC_CREDENTIAL,
  ContentType,
  MLS_VERSION,
  ProposalType,
  SenderType,
  snowflakeBytes,
  WireFormat,
} from './mls.ts';

/** The server is the only external sender of a group, so the first in its list. */
const SENDER_INDEX = 0;
const UNCOMPRESSED_POINT = 4;

export type Proposal =
  | { readonly kind: 'add'; readonly keyPackage: Buffer }
  | { readonly kind: 'remove'; readonly leaf: number };

export interface SignedProposal {
  /** An MLSMessage. */
  readonly message: Buffer;
  /** How a commit names it: the ProposalRef, in hexadecimal. */
  readonly reference: string;
}

/** Labels keep a signature or hash made for one purpose from being used for another. */
function labelled(label: string, content: Buffer): Buffer {
  return Buffer.concat([vector(Buffer.from(`MLS 1.0 ${label}`, 'latin1')), vector(content)]);
}

function encodeProposal(proposal: Proposal): Buffer {
  switch (proposal.kind) {
    case 'add':
      return Buffer.concat([u16(ProposalType.add), proposal.keyPackage]);
    case 'remove':
      return Buffer.concat([u16(ProposalType.remove), u32(proposal.leaf)]);
  }
}

/**
 * The voice server's part in a channel's MLS group: not a member, but entitled to propose who is
 * added and removed. It never learns a key of the group.
 */
export class ExternalSender {
  readonly #privateKey: KeyObject;
  /** The payload of the message that introduces it to a client. */
  readonly introduction: Buffer;

  /** `identity` is the id of a user, who does not have to exist. */
  constructor(identity: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#privateKey = privateKey;
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const point = Buffer.concat([
      u8(UNCOMPRESSED_POINT),
      Buffer.from(x, 'base64url'),
      Buffer.from(y, 'base64url'),
    ]);
    this.introduction = Buffer.concat([
      vector(point),
      u16(BASIC_CREDENTIAL),
      vector(snowflakeBytes(identity)),
    ]);
  }

  /** Signs a proposal for the group of a channel in one epoch. */
  propose(channelId: string, epoch: bigint, proposal: Proposal): SignedProposal {
    const framedContent = Buffer.concat([
      vector(snowflakeBytes(channelId)),
      u64(epoch),
      u8(SenderType.external),
      u32(SENDER_INDEX),
      vector(),
      u8(ContentType.proposal),
      encodeProposal(proposal),
    ]);
    const versionless = Buffer.concat([u16(WireFormat.publicMessage), framedContent]);
    const signed = labelled('FramedContentTBS', Buffer.concat([u16(MLS_VERSION), versionless]));
    const authenticated = Buffer.concat([
      versionless,
      vector(sign('sha256', signed, this.#privateKey)),
    ]);
    return {
      message: Buffer.concat([u16(MLS_VERSION), authenticated]),
      reference: createHash('sha256')
        .update(labelled('Proposal Reference', authenticated))
        .digest('hex'),
    };
  }
}
