/**
 * IP discovery: a client behind a NAT asks how its datagrams look from here.
 *
 * Request and answer: `u16 type | u16 length of what follows | u32 ssrc | address, 64 bytes padded
 * with zeros | u16 port`.
 */
export const DISCOVERY_BYTES = 74;
const TYPE_REQUEST = 1;
const TYPE_RESPONSE = 2;
const LENGTH_FIELD = 70;
const ADDRESS_AT = 8;
const PORT_AT = 72;

/** The ssrc that asks, or undefined when the datagram is no request. */
export function parseDiscoveryRequest(datagram: Buffer): number | undefined {
  if (datagram.length !== DISCOVERY_BYTES) return undefined;
  if (datagram.readUInt16BE(0) !== TYPE_REQUEST) return undefined;
  if (datagram.readUInt16BE(2) !== LENGTH_FIELD) return undefined;
  return datagram.readUInt32BE(4);
}

export function buildDiscoveryResponse(ssrc: number, address: string, port: number): Buffer {
  const response = Buffer.alloc(DISCOVERY_BYTES);
  response.writeUInt16BE(TYPE_RESPONSE, 0);
  response.writeUInt16BE(LENGTH_FIELD, 2);
  response.writeUInt32BE(ssrc, 4);
  response.write(address, ADDRESS_AT, 'latin1');
  response.writeUInt16BE(port, PORT_AT);
  return response;
}
