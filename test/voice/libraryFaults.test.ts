import type { EventEmitter } from 'node:events';
import {
  type Networking,
  NetworkingStatusCode,
  type VoiceConnection,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#src/clock.ts';
import { noConditions } from '#src/conditions.ts';
import { silentLog } from '#src/log.ts';
import { createCertificate } from '#src/sandbox/certificate.ts';
import type { Listener, VoiceServer } from '#src/sandbox/voice/contract.ts';
import { startVoiceServer } from '#src/sandbox/voice/VoiceServer.ts';
import { Pacer } from '#src/voice/Pacer.ts';
import { VoiceLink } from '#src/voice/VoiceLink.ts';
import { VoicePlayer } from '#src/voice/VoicePlayer.ts';
import { until } from '../support/events.ts';
import { reportPackets } from '../support/recording.ts';
import { trust } from '../support/voice/trust.ts';
import { VoiceDesk } from '../support/voice/VoiceDesk.ts';

const TEST_TIMEOUT_MS = 30_000;
const BOT = '310';

const fail = (): never => {
  throw new Error('a test');
};

/** What of a connection's inside a fault reaches into; the library's types keep most of it private. */
interface Inside {
  readonly connection: VoiceConnection;
  readonly networking: Networking;
  /** Where messages of the voice gateway come in, and where they come in over UDP. */
  readonly webSocket: EventEmitter;
  readonly udpSocket: EventEmitter;
  readonly library: {
    readonly ws: object;
    readonly udp: object;
    readonly dave: object;
    readonly connectionData: object;
  };
  readonly guild: Guild;
}

const says = (message: object | string): Fault => {
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  return ({ webSocket }) => void webSocket.emit('message', Buffer.from(text), false);
};
const saysBinary = (...bytes: readonly number[]): Fault => {
  return ({ webSocket }) => void webSocket.emit('message', Buffer.from(bytes), true);
};
/** A DAVE call that throws when the server says something. */
const daveFails = (method: string, then: Fault): Fault => {
  return (inside) => {
    Reflect.set(inside.library.dave, method, fail);
    then(inside);
  };
};
const loseDaveSession = (then: Fault): Fault => {
  return (inside) => {
    Reflect.set(inside.library.dave, 'session', undefined);
    then(inside);
  };
};

type Fault = (inside: Inside) => void;

/** Every way in which the library is called by sockets, timers, our pacer and the gateway. */
const FAULTS: Readonly<Record<string, Fault>> = {
  'a binary message of one byte': saysBinary(1),
  'a JSON message that is null': says('null'),
  'hello without data': says({ op: 8 }),
  'speaking without data': says({ op: 5 }),
  'clients connect without data': says({ op: 11 }),
  'a client disconnects without data': says({ op: 13 }),
  'prepare transition without data': says({ op: 21 }),
  'execute transition without data': says({ op: 22 }),
  'prepare epoch without data': says({ op: 24 }),
  'an epoch of an unknown protocol version': says({
    op: 24,
    d: { protocol_version: 9_999, epoch: 1 },
  }),
  'an external sender that cannot be read': saysBinary(0, 9, 25, 1, 2, 3),
  'proposals that cannot be read': saysBinary(0, 9, 27, 0, 1, 2),
  'empty proposals': saysBinary(0, 9, 27),
  'an empty commit': saysBinary(0, 9, 29),
  'an empty welcome': saysBinary(0, 9, 30),
  'a commit without a session': loseDaveSession(saysBinary(0, 9, 29, 0, 1, 2)),
  'a welcome without a session': loseDaveSession(saysBinary(0, 9, 30, 0, 1, 2)),
  'proposals without a session': loseDaveSession(saysBinary(0, 9, 27, 0, 1, 2)),
  'an external sender without a session': loseDaveSession(saysBinary(0, 9, 25, 1, 2)),
  'a commit that cannot be read, and no new session after it': daveFails(
    'reinit',
    saysBinary(0, 9, 29, 0, 7, 1, 2, 3),
  ),
  'DAVE prepares a transition': daveFails(
    'prepareTransition',
    says({ op: 21, d: { transition_id: 7, protocol_version: 1 } }),
  ),
  'DAVE executes a transition': daveFails(
    'executeTransition',
    says({ op: 22, d: { transition_id: 7 } }),
  ),
  'DAVE encrypts': daveFails('encrypt', () => {}),
  'the key has an impossible length': ({ library }) => {
    Reflect.set(library.connectionData, 'secretKey', new Uint8Array(5));
  },
  'sending over UDP': ({ udpSocket }) => void Reflect.set(udpSocket, 'send', fail),
  'the keep-alive': ({ library }) => {
    Reflect.set(library.udp, 'send', fail);
    const keepAlive: unknown = Reflect.get(library.udp, 'keepAlive');
    setTimeout(() => typeof keepAlive === 'function' && Reflect.apply(keepAlive, library.udp, []));
  },
  'a heartbeat': ({ library, networking }) => {
    const { state } = networking;
    Reflect.set(library.ws, 'sendPacket', fail);
    if (state.code === NetworkingStatusCode.Ready) state.ws.setHeartbeatInterval(5);
  },
  'a WebSocket that closes': ({ networking, guild }) => {
    Reflect.set(networking, 'createWebSocket', fail);
    guild.server.interrupt(guild.id, BOT, 4015);
  },
  'a UDP socket that closes': ({ networking, udpSocket }) => {
    Reflect.set(networking, 'createWebSocket', fail);
    const close: unknown = Reflect.get(udpSocket, 'close');
    if (typeof close === 'function') Reflect.apply(close, udpSocket, []);
  },
  'whoever follows the state of the connection': ({ connection, guild }) => {
    connection.once('stateChange', fail);
    guild.server.interrupt(guild.id, BOT, 4015);
  },
  'a voice server that cannot be one': ({ guild }) => {
    guild.link.voiceServerUpdate({ guild_id: guild.id, token: 't', endpoint: 'no host/#at all' });
  },
};

/** One guild: a connection, its gateway, somebody who listens, and music. */
class Guild {
  readonly id: string;
  readonly server: VoiceServer;
  readonly ears: Listener;
  readonly desk: VoiceDesk;
  readonly link: VoiceLink;
  readonly player: VoicePlayer;
  audible = 0;
  interrupted = 0;
  lost = 0;

  constructor(server: VoiceServer, pacer: Pacer, number: number) {
    this.id = String(1_000 + number);
    this.server = server;
    const channelId = String(2_000 + number);
    this.ears = server.listen(this.id, channelId, String(4_000 + number));
    this.desk = new VoiceDesk({
      server,
      guildId: this.id,
      userId: BOT,
      tellState: (payload) => this.link.voiceStateUpdate(payload),
      tellServer: (payload) => this.link.voiceServerUpdate(payload),
    });
    this.link = new VoiceLink({
      guildId: this.id,
      channelId,
      sendGateway: (payload) => this.desk.take(payload),
      clock: systemClock,
      random: () => 0,
      log: silentLog,
      conditions: noConditions,
      events: {
        onAudible: () => {
          this.audible += 1;
          this.player.play();
        },
        onInterrupted: () => {
          this.interrupted += 1;
          this.player.pause(false);
        },
        onLost: () => {
          this.lost += 1;
        },
      },
    });
    let frame = 0;
    this.player = new VoicePlayer({
      source: (out) => {
        frame += 1;
        for (let i = 0; i < out.length; i++) out[i] = 8_000 * Math.sin((i + frame * 1_920) / 30);
      },
      sink: this.link.connection,
      pacer,
      clock: systemClock,
      bitrate: 64_000,
      log: silentLog,
      onFlowChanged: () => {},
      onSinkFailed: (error) => this.link.failed(error),
      onFailed: fail,
    });
  }

  get heardPackets(): number {
    return this.ears.recordings()[0]?.packets.length ?? 0;
  }

  get inside(): Inside {
    const { connection } = this.link;
    const { state } = connection;
    if (state.status !== VoiceConnectionStatus.Ready) throw new Error('Not connected');
    const { networking } = state;
    const inner = networking.state;
    if (inner.code !== NetworkingStatusCode.Ready || inner.dave === undefined) {
      throw new Error('Not ready');
    }
    const { ws, udp, dave, connectionData } = inner;
    const library = { ws, udp, dave, connectionData };
    return {
      connection,
      networking,
      webSocket: Reflect.get(ws, 'ws'),
      udpSocket: Reflect.get(udp, 'socket'),
      library,
      guild: this,
    };
  }

  close(): void {
    this.player.close();
    this.link.close();
    this.ears.close();
  }
}

async function eventually(what: string, probe: () => boolean): Promise<void> {
  await until(
    what,
    () => (probe() ? true : undefined),
    () => new Promise((resolve) => setTimeout(resolve, 5)),
  );
}

describe('what the voice library throws ends nothing', { timeout: TEST_TIMEOUT_MS }, () => {
  const faults = Object.entries(FAULTS);
  const uncaught: unknown[] = [];
  const note = (error: unknown): void => void uncaught.push(error);
  let server: VoiceServer;
  let bystander: Guild;
  let guilds: Guild[] = [];

  beforeAll(async () => {
    process.on('uncaughtException', note);
    process.on('unhandledRejection', note);
    const certificate = await createCertificate();
    trust(certificate.caPem);
    server = await startVoiceServer({ log: silentLog, certificate, dave: true });
    const pacer = new Pacer(systemClock);
    bystander = new Guild(server, pacer, 0);
    guilds = faults.map((_, i) => new Guild(server, pacer, i + 1));
    const all = [bystander, ...guilds];
    await eventually('all to be heard', () => all.every((guild) => guild.heardPackets > 10));
    bystander.ears.clear();
    for (const [i, [, cause]] of faults.entries()) {
      const guild = guilds[i];
      if (guild !== undefined) cause(guild.inside);
    }
    // Each is a test of its own below, which says more than a time-out here.
    await eventually('all to be back', () => guilds.every(({ audible }) => audible > 1)).catch(
      () => {},
    );
    for (const guild of guilds) guild.ears.clear();
    await eventually('all to be heard again', () =>
      all.every(({ heardPackets }) => heardPackets > 25),
    ).catch(() => {});
  }, TEST_TIMEOUT_MS);

  afterAll(async () => {
    process.off('uncaughtException', note);
    process.off('unhandledRejection', note);
    for (const guild of [bystander, ...guilds]) guild.close();
    await server.close();
  });

  it.each(faults.map(([what], i) => ({ what, i })))('$what: it rejoins and is heard', ({ i }) => {
    const guild = guilds[i];
    expect(guild).toMatchObject({ lost: 0, interrupted: 1, audible: 2 });
    expect(guild?.desk.joins).toBe(2);
    expect(guild?.heardPackets).toBeGreaterThan(25);
  });

  it('nothing is uncaught', () => {
    expect(uncaught).toEqual([]);
  });

  it('another guild plays on without a packet lost', () => {
    expect(bystander).toMatchObject({ audible: 1, interrupted: 0, lost: 0 });
    const { packets } = bystander.ears.recordings()[0] ?? { packets: [] };
    expect(packets.length).toBeGreaterThan(50);
    expect(reportPackets(packets)).toMatchObject({ missing: 0, wrongTimestamps: 0 });
    expect(bystander.ears.endToEnd()?.missedPackets).toBeLessThan(5);
  });
});
