import type { GatewaySession } from './GatewaySession.ts';

/** What bots did to the gateway, and it to them. */
export type GatewayEvent =
  | { readonly type: 'gatewayOpened' }
  | { readonly type: 'gatewayTurnedAway' }
  | { readonly type: 'gatewayIdentified'; readonly session: GatewaySession }
  | { readonly type: 'gatewayIdentifiedTooSoon'; readonly session: GatewaySession }
  | { readonly type: 'gatewayResumed'; readonly session: GatewaySession }
  | { readonly type: 'gatewayRefused'; readonly code: number }
  | {
      readonly type: 'gatewayClosed';
      readonly session: GatewaySession | null;
      readonly code: number;
    }
  | { readonly type: 'gatewaySessionEnded'; readonly session: GatewaySession };
