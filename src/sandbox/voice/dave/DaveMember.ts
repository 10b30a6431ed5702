export const DAVE_VERSION = 1;

/**
 * One stay in a channel of somebody who speaks DAVE: a connected client, or a listener. Who comes
 * back is another member, because the keys of the former stay are gone.
 */
export interface DaveMember {
  readonly userId: string;
  send(op: number, data: unknown): void;
  sendBinary(op: number, payload: Buffer): void;
}
