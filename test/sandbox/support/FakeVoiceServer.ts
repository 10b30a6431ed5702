import type {
  ExpectedSession,
  Listener,
  VoiceClient,
  VoiceFaults,
  VoiceRestrictions,
  VoiceServer,
  VoiceStatistics,
} from '#src/sandbox/voice/contract.ts';

/** Remembers what the gateway asked of it; nobody can connect. */
export class FakeVoiceServer implements VoiceServer {
  readonly endpoint = '127.0.0.1:1';
  readonly expected: ExpectedSession[] = [];
  readonly dropped: { guildId: string; userId: string }[] = [];
  readonly connected = new Set<string>();
  /** By user id, as told last. */
  readonly restrictions = new Map<string, VoiceRestrictions>();
  isCutOff = false;
  readonly openEars = new Set<Listener>();

  expect(session: ExpectedSession): void {
    this.expected.push(session);
  }

  drop(guildId: string, userId: string): void {
    this.dropped.push({ guildId, userId });
    this.connected.delete(userId);
  }

  restrict(_guildId: string, userId: string, restrictions: VoiceRestrictions): void {
    this.restrictions.set(userId, restrictions);
  }

  isConnected(_guildId: string, userId: string): boolean {
    return this.connected.has(userId);
  }

  interrupt(_guildId: string, userId: string): boolean {
    return this.connected.has(userId);
  }

  cutOff(on: boolean): void {
    this.isCutOff = on;
  }

  get faults(): VoiceFaults {
    throw new Error('Nothing goes wrong here');
  }

  statistics(): VoiceStatistics {
    throw new Error('Nobody counts here');
  }

  clients(): VoiceClient[] {
    return [];
  }

  listen(_guildId: string, channelId: string, userId: string): Listener {
    const ears: Listener = {
      userId,
      channelId,
      mouth: { muted: false, isSpeaking: false, say: async () => {} },
      recordings: () => [],
      endToEnd: () => undefined,
      clear() {},
      onFrame: () => () => {},
      close: () => void this.openEars.delete(ears),
    };
    this.openEars.add(ears);
    return ears;
  }

  async close(): Promise<void> {}
}
