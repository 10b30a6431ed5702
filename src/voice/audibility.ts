import {
  NetworkingStatusCode,
  type VoiceConnection,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import { z } from 'zod';

export type Audibility =
  | 'not-connected'
  /** End-to-end encryption was negotiated and is not ready: listeners would reject every packet. */
  | 'waiting-for-dave'
  /** The same, but nobody else is connected whom it could be agreed with. */
  | 'alone'
  | 'audible';

/** What is read of the library's DAVE session, which its types keep vague. */
const daveSchema = z.object({
  protocolVersion: z.number(),
  session: z.object({ ready: z.boolean() }).optional(),
});

/** Whether what is sent on a connection now can be heard. */
export function audibility(connection: VoiceConnection): Audibility {
  if (connection.state.status !== VoiceConnectionStatus.Ready) return 'not-connected';
  const { state } = connection.state.networking;
  if (state.code !== NetworkingStatusCode.Ready) return 'not-connected';
  if (state.dave === undefined) return 'audible';
  const dave = daveSchema.safeParse(state.dave);
  if (!dave.success || dave.data.protocolVersion === 0) return 'audible';
  if (dave.data.session?.ready === true) return 'audible';
  const { connectedClients } = state.connectionData;
  const self = connectedClients.has(state.connectionOptions.userId) ? 1 : 0;
  return connectedClients.size > self ? 'waiting-for-dave' : 'alone';
}
