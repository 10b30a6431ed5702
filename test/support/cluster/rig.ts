import { Placement } from '#src/cluster/Placement.ts';
import { noConditions } from '#src/conditions.ts';
import { silentLog } from '#src/log.ts';
import type { MediaCommand, MediaEvent } from '#src/media/protocol.ts';
import { type Entry, type Purpose, SessionGate } from '#src/station/SessionGate.ts';
import { VirtualClock } from '../VirtualClock.ts';
import { DelayedWire } from './DelayedWire.ts';

export const GUILDS = ['1', '2', '3', '4'] as const;
export const MAX_SESSIONS = 8;

export const startOf = (guildId: string): Extract<MediaCommand, { type: 'start' }> => ({
  type: 'start',
  guildId,
  channelId: '9',
  bitrate: 64_000,
  prompts: [{ text: 'techno', weight: 1 }],
  config: {},
  volume: 1,
});

/** Two media processes, and a gateway that answers whoever asks for a place in a channel. */
export async function rig(random: () => number = () => 0.2, nodes = 2) {
  const clock = new VirtualClock();
  const wire = new DelayedWire(clock, random);
  const gate = new SessionGate(clock, { maxSessions: MAX_SESSIONS, spacingMs: 0 });
  let most = 0;
  let open = 0;
  const counted = (purpose: Purpose): Entry => {
    const entry = gate.enter(purpose);
    if (!entry.ok) return entry;
    open += 1;
    most = Math.max(most, open);
    let isOpen = true;
    const close = (give: () => void): void => {
      if (isOpen) open -= 1;
      isOpen = false;
      give();
    };
    const { place } = entry;
    return {
      ok: true,
      place: { ...place, release: () => close(place.release), cancel: () => close(place.cancel) },
    };
  };
  const placement = new Placement({
    clock,
    log: silentLog,
    wire,
    processes: nodes,
    conditions: noConditions,
    gates: { probeMs: 1_000, of: () => ({ probeMs: 1_000, enter: counted }) },
  });
  const events: MediaEvent[] = [];
  let asked = 0;
  placement.subscribe((event) => {
    events.push(event);
    if (event.type !== 'gatewaySend') return;
    asked += 1;
    const { guildId } = event;
    clock.after(30, () => {
      placement.send({ type: 'voiceStateUpdate', guildId, payload: {} });
      placement.send({ type: 'voiceServerUpdate', guildId, payload: {} });
    });
  });
  for (let i = 0; i < nodes; i += 1) wire.start();
  await clock.advance(200);
  /** Where a guild's station is heard. */
  const playing = (guildId: string) =>
    wire.nodes.filter(
      ({ host, isDead }) => !isDead && host.stations.get(guildId)?.snapshot.state === 'playing',
    );
  return {
    clock,
    wire,
    placement,
    events,
    playing,
    asked: () => asked,
    sessions: () => ({ open, most }),
  };
}

export const endings = (events: readonly MediaEvent[], guildId: string) =>
  events.filter((event) => event.type === 'ended' && event.guildId === guildId).length;
