import { VoiceCloseCodes } from 'discord-api-types/voice/v8';

/** What goes over the wire beside a close code, for people who read logs. */
const REASONS: Readonly<Record<VoiceCloseCodes, string>> = {
  [VoiceCloseCodes.UnknownOpcode]: 'Unknown opcode.',
  [VoiceCloseCodes.FailedToDecode]: 'Failed to decode payload.',
  [VoiceCloseCodes.NotAuthenticated]: 'Not authenticated.',
  [VoiceCloseCodes.AuthenticationFailed]: 'Authentication failed.',
  [VoiceCloseCodes.AlreadyAuthenticated]: 'Already authenticated.',
  [VoiceCloseCodes.SessionNoLongerValid]: 'Session is no longer valid.',
  [VoiceCloseCodes.SessionTimeout]: 'Session timed out.',
  [VoiceCloseCodes.ServerNotFound]: 'Server not found.',
  [VoiceCloseCodes.UnknownProtocol]: 'Unknown protocol.',
  [VoiceCloseCodes.Disconnected]: 'Disconnected.',
  [VoiceCloseCodes.VoiceServerCrashed]: 'Voice server crashed.',
  [VoiceCloseCodes.UnknownEncryptionMode]: 'Unknown encryption mode.',
  [VoiceCloseCodes.EndToEndEncryptionDAVEProtocolRequired]: 'E2EE/DAVE protocol required.',
  [VoiceCloseCodes.BadRequest]: 'Bad request.',
  [VoiceCloseCodes.RateLimited]: 'Rate limited.',
  [VoiceCloseCodes.CallTerminated]: 'Call terminated.',
};

const BY_CODE: ReadonlyMap<number, string> = new Map(
  Object.entries(REASONS).map(([code, reason]) => [Number(code), reason]),
);

export function closeReason(code: number): string {
  return BY_CODE.get(code) ?? '';
}

/** A client did what its connection is closed for. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly closeCode: number;

  constructor(closeCode: number) {
    super(closeReason(closeCode));
    this.closeCode = closeCode;
  }
}
