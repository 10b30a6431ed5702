import { z } from 'zod';
import type { ControlRequests } from './ControlRequests.ts';

const networkConditions = z.object({
  loss: z.number(),
  delayMs: z.number(),
  jitterMs: z.number(),
  reordering: z.number(),
  seed: z.number(),
});
export type NetworkConditionsView = z.infer<typeof networkConditions>;

const networkReport = z.object({
  conditions: networkConditions.nullable(),
  passed: z.number(),
  delayed: z.number(),
  reordered: z.number(),
  lost: z.number(),
  lostPackets: z.array(z.object({ ssrc: z.number(), sequence: z.number() })),
});
export type NetworkReportView = z.infer<typeof networkReport>;

const voiceServer = z.object({
  /** Null while it is gone. */
  endpoint: z.string().nullable(),
  clients: z.array(
    z.looseObject({ userId: z.string(), mode: z.string().nullable(), daveVersion: z.number() }),
  ),
});
export type VoiceServerView = z.infer<typeof voiceServer>;

const attempt = z.object({
  kind: z.enum(['identify', 'resume']),
  atMs: z.number(),
  closeCode: z.number().nullable(),
});
export type VoiceAttemptView = z.infer<typeof attempt>;

/** Has voice go wrong in a running sandbox; docs/sandbox.md tells what each fault does. */
export class VoiceFaultsClient {
  readonly #requests: ControlRequests;

  constructor(requests: ControlRequests) {
    this.#requests = requests;
  }

  /** Loses, delays and reorders datagrams; what is left out does not suffer. */
  impairNetwork(conditions: Partial<NetworkConditionsView>): Promise<void> {
    return this.#requests.do('PUT', '/voice/network', conditions);
  }

  mendNetwork(): Promise<void> {
    return this.#requests.do('DELETE', '/voice/network');
  }

  network(): Promise<NetworkReportView> {
    return this.#requests.read('GET', '/voice/network', networkReport);
  }

  /** Where the voice gateway is, and who is connected to it. */
  server(): Promise<VoiceServerView> {
    return this.#requests.read('GET', '/voice/server', voiceServer);
  }

  /** Who identified or resumed, or tried to, oldest first. */
  attempts(): Promise<VoiceAttemptView[]> {
    return this.#requests.read('GET', '/voice/attempts', z.array(attempt));
  }

  /** Refuses the next attempts to identify or resume: so many, or all until it is lifted. */
  refuseAttempts(closeCode: number, times?: number): Promise<void> {
    return this.#requests.do('PUT', '/voice/refusal', { closeCode, times });
  }

  admitAttempts(): Promise<void> {
    return this.#requests.do('DELETE', '/voice/refusal');
  }

  /** What a bot is closed with when everybody else leaves its channel; null leaves it in. */
  closeWhenAlone(closeCode: number | null): Promise<void> {
    return this.#requests.do('PUT', '/voice/alone', { closeCode });
  }

  /** Closes one member's voice connection; without a code the line is cut. */
  interrupt(member: string, closeCode?: number): Promise<void> {
    return this.#requests.do('POST', '/voice/interrupt', { member, closeCode });
  }

  /** Cuts every voice connection for good. `announced`: bots are told that there is no server. */
  removeServer(announced = true): Promise<void> {
    return this.#requests.do('POST', '/voice/server/gone', { announced });
  }

  /** The voice server goes on under another endpoint, which bots are told. */
  moveServer(closeCode?: number): Promise<void> {
    return this.#requests.do('POST', '/voice/server/move', { closeCode });
  }

  /** Takes end-to-end encryption away from everybody who is in voice, or gives it back. */
  switchDave(enabled: boolean): Promise<void> {
    return this.#requests.do('PUT', '/voice/dave', { enabled });
  }

  /** Damages the next so many messages of a kind to bots. */
  damageDave(kind: 'commits' | 'proposals', times: number): Promise<void> {
    return this.#requests.do('PUT', '/voice/dave/damage', { kind, times });
  }

  /** Sends a member's client a message made up, as JSON or binary. */
  forge(forgery: {
    readonly member: string;
    readonly op: number;
    readonly d?: unknown;
    /** In base64. */
    readonly bytes?: string;
    readonly randomBytes?: number;
  }): Promise<void> {
    return this.#requests.do('POST', '/voice/forge', forgery);
  }

  /** Nothing that bots say of DAVE is heard. */
  ignoreDave(enabled: boolean): Promise<void> {
    return this.#requests.do('PUT', '/voice/dave/ignore', { enabled });
  }
}
