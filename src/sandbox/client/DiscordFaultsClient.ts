import type { ControlRequests } from './ControlRequests.ts';
import { type RestStatisticsView, restStatistics } from './schemas.ts';

/** As `POST /rest/faults` takes it. */
export interface RestFaultRequest {
  readonly method?: string;
  /** A part of the route's pattern. */
  readonly route?: string;
  readonly status?: number;
  /** Discord's error code and words. */
  readonly code?: number;
  readonly message?: string;
  /** Answered with the status by a server in front of the API. */
  readonly page?: string;
  /** Of 429, or of a page. */
  readonly retryAfterSeconds?: number;
  readonly scope?: 'user' | 'global' | 'shared';
  /** 429 with Cloudflare's "error code: 1015". */
  readonly cloudflare?: boolean;
  /** The connection is reset without an answer. */
  readonly reset?: boolean;
  readonly delayMs?: number;
  readonly times?: number;
  /** Lifted by itself after so long. */
  readonly seconds?: number;
}

/** As `POST /discord/outage` takes it. */
export interface OutageRequest {
  readonly seconds?: number;
  /** What REST and the gateway answer; connections are reset without one. */
  readonly status?: number;
  /** Everything unless given. */
  readonly parts?: readonly ('rest' | 'gateway' | 'voice')[];
}

/** Has the gateway and the REST API go wrong; docs/sandbox.md tells what each fault does. */
export class DiscordFaultsClient {
  readonly #requests: ControlRequests;

  constructor(requests: ControlRequests) {
    this.#requests = requests;
  }

  /** How many REST requests came, and how many of them a limit refused. */
  restStatistics(): Promise<RestStatisticsView> {
    return this.#requests.read('GET', '/rest/statistics', restStatistics);
  }

  /** Has REST requests fail or wait, all of them or those of a method and a part of a route. */
  breakRest(fault: RestFaultRequest): Promise<void> {
    return this.#requests.do('POST', '/rest/faults', fault);
  }

  mendRest(): Promise<void> {
    return this.#requests.do('DELETE', '/rest/faults');
  }

  /** Discord is away, all of it or parts, for so long or until it is ended. */
  beginOutage(outage: OutageRequest = {}): Promise<void> {
    return this.#requests.do('POST', '/discord/outage', outage);
  }

  endOutage(): Promise<void> {
    return this.#requests.do('DELETE', '/discord/outage');
  }

  /** Closes the next ones that identify or resume: so many, or all until it is lifted. */
  refuseGateway(closeCode: number, times?: number): Promise<void> {
    return this.#requests.do('PUT', '/gateway/refusal', { closeCode, times });
  }

  admitGateway(): Promise<void> {
    return this.#requests.do('DELETE', '/gateway/refusal');
  }

  /** How long an answer to opcode 2 or 6 takes; what is left out takes no time. */
  delayGateway(delays: {
    readonly identifyMs?: number;
    readonly resumeMs?: number;
  }): Promise<void> {
    return this.#requests.do('PUT', '/gateway/delays', delays);
  }

  /** Discord cannot show this guild: bots are told so, and nothing else of it. */
  setGuildOutage(enabled: boolean): Promise<void> {
    return this.#requests.do('PUT', '/guild/outage', { enabled });
  }

  /** Nobody can connect to the gateway; who is connected stays so. */
  refuseGatewayConnections(enabled: boolean): Promise<void> {
    return this.#requests.do('PUT', '/gateway/refuse-connections', { enabled });
  }

  /** Connections stand, but heartbeats are not answered. */
  ignoreGatewayHeartbeats(enabled: boolean): Promise<void> {
    return this.#requests.do('PUT', '/gateway/ignore-heartbeats', { enabled });
  }

  /** What new gateway connections are told. */
  setGatewayHeartbeat(ms: number): Promise<void> {
    return this.#requests.do('PUT', '/gateway/heartbeat-interval', { ms });
  }

  /** Without a code the line is cut. */
  dropGateway(closeCode?: number): Promise<void> {
    return this.#requests.do('POST', '/gateway/drop', { closeCode });
  }

  requestGatewayReconnect(): Promise<void> {
    return this.#requests.do('POST', '/gateway/reconnect');
  }

  requestGatewayHeartbeat(): Promise<void> {
    return this.#requests.do('POST', '/gateway/heartbeat');
  }

  invalidateGatewaySessions(resumable: boolean): Promise<void> {
    return this.#requests.do('POST', '/gateway/invalidate', { resumable });
  }

  refuseGatewayResumes(enabled: boolean): Promise<void> {
    return this.#requests.do('PUT', '/gateway/refuse-resumes', { enabled });
  }
}
