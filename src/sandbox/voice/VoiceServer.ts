import { VoiceCloseCodes } from 'discord-api-types/voice/v8';
import { type Clock, systemClock } from '#src/clock.ts';
import type { Log } from '#src/log.ts';
import type { Certificate } from '../certificate.ts';
import type { VoiceServer } from './contract.ts';
import { DaveParticipant } from './dave/DaveParticipant.ts';
import { Ears } from './Ears.ts';
import { GatewayConnection } from './GatewayConnection.ts';
import { Network } from './Network.ts';
import { loadOpus, type OpusImplementation } from './opusDecoder.ts';
import { loadOpusEncoder } from './opusEncoder.ts';
import { Sessions } from './Sessions.ts';
import { Site } from './Site.ts';
import { noTraffic } from './trafficCounts.ts';
import { ENCRYPTION_MODES, type EncryptionMode } from './transport.ts';

const ADDRESS = '127.0.0.1';
/** Discord's interval, as clients have reported it for years. */
const HEARTBEAT_INTERVAL_MS = 13_750;
/** Longer than any client takes to reconnect, short enough that a crashed one is soon gone. */
const RESUME_WINDOW_MS = 60_000;
/** About 15 MB of Opus a speaker and listener. */
const RECORDING_MS = 10 * 60_000;
/** A client's round trip: long enough that real clients win some of the races to commit. */
const SLOWEST_ANSWER_MS = 20;
const PACKET_MS = 20;

export interface VoiceServerOptions {
  readonly log: Log;
  readonly certificate: Certificate;
  readonly clock?: Clock;
  /** For the WebSocket; 0, the default, takes a free one. */
  readonly port?: number;
  /** Encryption modes in the order in which they are offered; Discord's order by default. */
  readonly modes?: readonly EncryptionMode[];
  readonly heartbeatIntervalMs?: number;
  readonly resumeWindowMs?: number;
  /** How far back a recording reaches. */
  readonly recordingMs?: number;
  readonly opus?: OpusImplementation;
  /** Whether clients have to encrypt end to end, as Discord demands. */
  readonly dave?: boolean;
  /** Listeners note when packets come; nothing is decrypted, and nobody else gets what was sent. */
  readonly timing?: boolean;
  /** 0 up to 1: which of the clients that race each other wins, among other things. */
  readonly random?: () => number;
}

/** Starts a voice server on loopback: a voice gateway over TLS, and UDP for the sound. */
export async function startVoiceServer(options: VoiceServerOptions): Promise<VoiceServer> {
  const { log, certificate, clock = systemClock, dave = false, random = Math.random } = options;
  const createDecoder = await loadOpus(options.opus ?? 'auto');
  const createEncoder = await loadOpusEncoder(options.opus ?? 'auto');
  const capacity = Math.ceil((options.recordingMs ?? RECORDING_MS) / PACKET_MS);

  const sessions = new Sessions({
    clock,
    log,
    dave,
    resumeWindowMs: options.resumeWindowMs ?? RESUME_WINDOW_MS,
    sendDatagram: (datagram, port, address) => site?.send(datagram, port, address),
  });
  const network = new Network(clock);
  const counts = noTraffic();
  const openSite = (port: number): Promise<Site> =>
    Site.open({
      address: ADDRESS,
      port,
      certificate,
      isCutOff: () => network.isCutOff,
      accept: (client, media) =>
        new GatewayConnection({
          ...client,
          reception: sessions,
          clock,
          log,
          heartbeatIntervalMs: options.heartbeatIntervalMs ?? HEARTBEAT_INTERVAL_MS,
          modes: options.modes ?? ENCRYPTION_MODES,
          media,
        }),
      media: {
        log,
        network,
        counts,
        timing: options.timing ?? false,
        findSession: (ssrc) => sessions.bySsrc(ssrc),
        onPacket: (session, header, opus) =>
          sessions.channelOf(session).route(session, header, opus, clock.now()),
      },
    });
  let site: Site | undefined = await openSite(options.port ?? 0);
  /** Where it is, if anywhere, and where clients from before may still have to be told good-bye. */
  const sites = new Set<Site>([site]);

  const closeSites = async (): Promise<void> => {
    await Promise.all([...sites].map((each) => each.close()));
    sites.clear();
  };

  return {
    get endpoint() {
      return site?.endpoint ?? null;
    },
    expect: (session) => sessions.expect(session),
    drop: (guildId, userId) => sessions.drop(guildId, userId),
    restrict: (guildId, userId, restrictions) => sessions.restrict(guildId, userId, restrictions),
    isConnected: (guildId, userId) => sessions.byMember(guildId, userId)?.connection !== undefined,
    interrupt(guildId, userId, closeCode) {
      const connection = sessions.byMember(guildId, userId)?.connection;
      if (closeCode === undefined) connection?.terminate();
      else connection?.close(closeCode);
      return connection !== undefined;
    },
    cutOff(on) {
      network.isCutOff = on;
      if (on) sessions.cutAll();
    },
    statistics: () => ({ ...counts }),
    clients: () => sessions.clients(),
    faults: {
      impairNetwork: (conditions) => network.impair(conditions),
      network: () => network.report,
      refuse: (closeCode, times) => sessions.entrance.refuse(closeCode, times),
      attempts: () => sessions.entrance.attempts,
      async goAway() {
        site = undefined;
        sessions.endAll(undefined);
        await closeSites();
      },
      async relocate(closeCode = VoiceCloseCodes.CallTerminated) {
        const former = site;
        site = await openSite(0);
        sites.add(site);
        sessions.endAll(closeCode);
        await former?.abandon();
      },
      switchDave: (on) => sessions.switchDave(on),
      damageDave: (kind, times) => sessions.daveFaults.damage(kind, times),
      closeWhenAlone(closeCode) {
        sessions.closeCodeWhenAlone = closeCode;
      },
      forge: (guildId, userId, message) => sessions.forge(guildId, userId, message),
      ignoreDave(on) {
        sessions.daveFaults.ignoring = on;
      },
    },
    listen(guildId, channelId, userId) {
      const ears = new Ears({
        userId,
        channelId,
        capacity,
        createDecoder,
        createEncoder,
        clock,
        takeSsrc: () => sessions.takeSsrc(),
        onSpeaking: (speaker) => sessions.earsSpeaking(guildId, speaker),
        onSpoken: (speaker, packet) => sessions.earsSpoke(guildId, speaker, packet),
        timing: options.timing ?? false,
        dave: dave
          ? new DaveParticipant({
              userId,
              channelId,
              clock,
              log,
              answerDelayMs: () => random() * SLOWEST_ANSWER_MS,
            })
          : undefined,
        onClose: (closed) => sessions.removeEars(guildId, closed),
      });
      sessions.addEars(guildId, ears);
      return ears;
    },
    async close() {
      sessions.close();
      network.close();
      await closeSites();
    },
  };
}
