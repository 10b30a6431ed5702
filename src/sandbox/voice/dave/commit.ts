import { Reader } from './encoding.ts';
import {
  BASIC_CREDENTIAL,
  CIPHER_SUITE,
  ContentType,
  LeafNodeSource,
  MLS_VERSION,
  ProposalOrRef,
  SenderType,
  WireFormat,
} from './mls.ts';

/** A member's commit, and what it needs to let new members in. */
export interface CommitWelcome {
  readonly groupId: Buffer;
  /** The epoch that the commit ends. */
  readonly epoch: bigint;
  /** The leaf of who made it. */
  readonly senderLeaf: number;
  /** The proposals it carries out, in its order, in hexadecimal. */
  readonly references: readonly string[];
  /** An MLSMessage. */
  readonly commit: Buffer;
  /** A Welcome without the header of a message. */
  readonly welcome: Buffer | undefined;
}

function expectField(what: string, value: number, expected: number): void {
  if (value !== expected) throw new RangeError(`${what} is ${value} instead of ${expected}`);
}

/** Reads the payload of a client's `dave_mls_commit_welcome`. Throws a RangeError when malformed. */
export function parseCommitWelcome(payload: Buffer): CommitWelcome {
  const reader = new Reader(payload);
  expectField('MLS version', reader.u16(), MLS_VERSION);
  expectField('Wire format', reader.u16(), WireFormat.publicMessage);
  const groupId = reader.vector();
  const epoch = reader.u64();
  expectField('Sender type', reader.u8(), SenderType.member);
  const senderLeaf = reader.u32();
  reader.vector(); // authenticated_data
  expectField('Content type', reader.u8(), ContentType.commit);
  const references = readReferences(reader.vector());
  if (reader.u8() === 1) skipUpdatePath(reader);
  reader.vector(); // signature
  reader.vector(); // confirmation_tag
  reader.vector(); // membership_tag
  const commit = reader.since(0);
  const welcome = reader.atEnd ? undefined : reader.remainder();
  return { groupId, epoch, senderLeaf, references, commit, welcome };
}

function readReferences(proposals: Buffer): string[] {
  const reader = new Reader(proposals);
  const references: string[] = [];
  while (!reader.atEnd) {
    // Members propose nothing of their own in DAVE: all are references to the server's proposals.
    expectField('Kind of proposal', reader.u8(), ProposalOrRef.reference);
    references.push(reader.vector().toString('hex'));
  }
  return references;
}

function skipUpdatePath(reader: Reader): void {
  skipLeafNode(reader);
  reader.vector(); // nodes
}

/** Reads a leaf node and gives its identity. */
function skipLeafNode(reader: Reader): Buffer {
  reader.vector(); // encryption_key
  reader.vector(); // signature_key
  expectField('Credential type', reader.u16(), BASIC_CREDENTIAL);
  const identity = reader.vector();
  for (let list = 0; list < 5; list++) reader.vector(); // capabilities
  switch (reader.u8()) {
    case LeafNodeSource.keyPackage:
      reader.bytes(16); // lifetime
      break;
    case LeafNodeSource.update:
      break;
    case LeafNodeSource.commit:
      reader.vector(); // parent_hash
      break;
    default:
      throw new RangeError('Unknown leaf node source');
  }
  reader.vector(); // extensions
  reader.vector(); // signature
  return identity;
}

/** Reads a key package and gives whose it is. Throws a RangeError when malformed. */
export function parseKeyPackageOwner(keyPackage: Buffer): string {
  const reader = new Reader(keyPackage);
  expectField('MLS version', reader.u16(), MLS_VERSION);
  expectField('Cipher suite', reader.u16(), CIPHER_SUITE);
  reader.vector(); // init_key
  const identity = skipLeafNode(reader);
  reader.vector(); // extensions
  reader.vector(); // signature
  if (!reader.atEnd) throw new RangeError('More than a key package');
  return new Reader(identity).u64().toString();
}
