/** Numbers of MLS (RFC 9420) that a DAVE server meets. */

/** `mls10` */
export const MLS_VERSION = 1;
/** MLS_128_DHKEMP256_AES128GCM_SHA256_P256, the one that DAVE uses. */
export const CIPHER_SUITE = 2;

export const WireFormat = { publicMessage: 1 } as const;
export const SenderType = { member: 1, external: 2 } as const;
export const ContentType = { proposal: 2, commit: 3 } as const;
export const ProposalType = { add: 1, remove: 3 } as const;
export const ProposalOrRef = { proposal: 1, reference: 2 } as const;
export const LeafNodeSource = { keyPackage: 1, update: 2, commit: 3 } as const;
/** The credential is a name; in DAVE that is the user id as 8 bytes. */
export const BASIC_CREDENTIAL = 1;

/** The group of a channel is called by the channel's id, as 8 bytes. */
export function snowflakeBytes(id: string): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(id));
  return bytes;
}
