import type { VoiceConnection } from '@discordjs/voice';
import { silentLog } from '#src/log.ts';
import { type Certificate, createCertificate } from '#src/sandbox/certificate.ts';
import type { Listener, VoiceServer } from '#src/sandbox/voice/contract.ts';
import { startVoiceServer } from '#src/sandbox/voice/VoiceServer.ts';
import { until } from '../events.ts';
import { trust } from './trust.ts';

const RATE = 48_000;
/** Of full scale, 32,767. */
const LEVEL = 12_000;

let certificate: Promise<Certificate> | undefined;

/** A voice server that encrypts end to end, and that this process trusts. */
export async function startDaveServer(): Promise<VoiceServer> {
  certificate ??= createCertificate();
  trust((await certificate).caPem);
  return startVoiceServer({ log: silentLog, certificate: await certificate, dave: true });
}

/** Until these listeners and the connection have the same keys. */
export async function agree(
  connection: VoiceConnection,
  ...ears: readonly Listener[]
): Promise<void> {
  await until(
    'one privacy code',
    () => {
      const codes = new Set(ears.map((each) => each.endToEnd()?.privacyCode));
      codes.add(connection.voicePrivacyCode ?? '');
      return codes.size === 1 && !codes.has('') ? true : undefined;
    },
    soon,
  );
}

export const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** A tone as a mouth takes it: 48 kHz mono. */
export function spokenTone(seconds: number, hz = 440): Int16Array {
  return Int16Array.from({ length: seconds * RATE }, (_, i) =>
    Math.round(LEVEL * Math.sin((2 * Math.PI * hz * i) / RATE)),
  );
}
