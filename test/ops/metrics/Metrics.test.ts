import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { Metrics } from '#src/ops/metrics/Metrics.ts';
import type { MetricsFacts } from '#src/ops/metrics/MetricsFacts.ts';
import { EVENTFUL, GUILD_ID } from './facts.ts';

function metricsOf(facts: () => MetricsFacts, labelGuilds = false): Metrics {
  return new Metrics({ version: '1.2.3', labelGuilds, facts });
}

const textOf = (facts = EVENTFUL, labelGuilds = false): Promise<string> =>
  metricsOf(() => facts, labelGuilds).text();

/** Names of the metrics that are Lyrebird's own. */
const namesIn = (text: string): string[] =>
  [...text.matchAll(/^# TYPE (lyrebird_\w+)/gm)].map(([, name = '']) => name);

test('tells what the parts have counted', async () => {
  const lines = (await textOf()).split('\n');
  for (const line of [
    'lyrebird_build_info{version="1.2.3"} 1',
    'lyrebird_discord_ready 1',
    'lyrebird_stations{state="playing"} 1',
    'lyrebird_stations{state="paused"} 0',
    'lyrebird_station_reserve_seconds{station="1"} 4.5',
    'lyrebird_station_sessions{station="1"} 2',
    'lyrebird_media_encoder_complexity{process="2"} 5',
    'lyrebird_media_busy_ratio{process="1"} 0.21',
    'lyrebird_media_late_ratio{process="2"} 0.02',
    'lyrebird_media_full{process="1"} 0',
    'lyrebird_media_full{process="2"} 1',
    'lyrebird_station_delivery_rate{station="1"} 0.98',
    'lyrebird_station_playout_rate{station="1"} 0.97',
    'lyrebird_condition{condition="store.failing"} 1',
    'lyrebird_condition{condition="voice.away"} 2',
    'lyrebird_condition{condition="discord.lost"} 0',
    'lyrebird_conditions_total{condition="voice.away"} 5',
    'lyrebird_conditions_total{condition="discord.lost"} 0',
    'lyrebird_stations_begun_total 4',
    'lyrebird_stations_ended_total{reason="stopped"} 3',
    'lyrebird_troubles_total{code="lyria.quota"} 2',
    'lyrebird_silence_seconds_total 12.5',
    'lyrebird_handovers_total 6',
    'lyrebird_bridges_total 1',
    'lyrebird_bridged_seconds_total 2.5',
    'lyrebird_station_tempo_error_ratio{station="1"} 0.03',
    'lyrebird_interaction_seconds_bucket{outcome="answered",le="0.1"} 5',
    'lyrebird_interaction_seconds_bucket{outcome="answered",le="+Inf"} 6',
    'lyrebird_interaction_seconds_sum{outcome="answered"} 0.7',
    'lyrebird_interaction_seconds_count{outcome="late"} 1',
    'lyrebird_gateway_reconnects_total 3',
    'lyrebird_rest_limited_total{kind="global"} 2',
    'lyrebird_voice_rejoins_total 7',
    'lyrebird_packets_total 9000',
    'lyrebird_frames_late_total 8',
    'lyrebird_frames_dropped_total 9',
    'lyrebird_store_writes_total 100',
    'lyrebird_store_failures_total 2',
    'lyrebird_store_held 1',
    'lyrebird_packet_gap_seconds_bucket{le="0.019"} 1',
    'lyrebird_packet_gap_seconds_bucket{le="0.025"} 8991',
    'lyrebird_packet_gap_seconds_bucket{le="0.1"} 8999',
    'lyrebird_packet_gap_seconds_bucket{le="+Inf"} 9000',
    'lyrebird_packet_gap_seconds_sum 180',
    'lyrebird_packet_gap_seconds_count 9000',
  ]) {
    expect(lines).toContain(line);
  }
  for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds']) {
    expect(lines.some((line) => line.startsWith(`${name} `))).toBe(true);
  }
});

test('asked twice it tells the same, and forgets a station that has ended', async () => {
  let facts = EVENTFUL;
  const metrics = metricsOf(() => facts);
  const own = async () =>
    (await metrics.text()).split('\n').filter((line) => line.startsWith('lyrebird_'));
  const first = await own();
  expect(await own()).toEqual(first);
  facts = { ...EVENTFUL, stations: [] };
  expect((await own()).some((line) => line.startsWith('lyrebird_station_'))).toBe(false);
});

test('a latency is counted where it belongs', async () => {
  const metrics = metricsOf(() => EVENTFUL);
  metrics.mixHeard(3.5);
  const text = await metrics.text();
  expect(text).toContain('lyrebird_mix_to_ear_seconds_bucket{le="3"} 0');
  expect(text).toContain('lyrebird_mix_to_ear_seconds_bucket{le="4"} 1');
});

test('names a server only when it was asked to', async () => {
  expect(await textOf()).not.toContain(GUILD_ID);
  expect(await textOf(EVENTFUL, true)).toContain(
    `lyrebird_station_reserve_seconds{station="1",guild="${GUILD_ID}"} 4.5`,
  );
});

describe('what uses them knows them all', () => {
  const page = readFileSync('docs/monitoring.md', 'utf8');
  const mentioned = (text: string): Set<string> =>
    new Set(
      [...text.matchAll(/\blyrebird_\w+/g)].map(([name]) =>
        name.replace(/(_seconds)_(?:bucket|sum|count)$/, '$1'),
      ),
    );

  test('docs/monitoring.md explains each, and no other', async () => {
    const names = namesIn(await textOf());
    expect(mentioned(page)).toEqual(new Set(names));
  });

  test.each(['contrib/prometheus/alerts.yml', 'contrib/grafana/lyrebird.json'])(
    '%s asks for none that is not there',
    async (path) => {
      const names = new Set(namesIn(await textOf()));
      const used = mentioned(readFileSync(path, 'utf8'));
      expect(used.size).toBeGreaterThan(4);
      expect([...used].filter((name) => !names.has(name))).toEqual([]);
    },
  );

  test('docs/monitoring.md says what to do about each alert', () => {
    const groups = z.object({
      groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string() })) })),
    });
    const rules = groups.parse(parse(readFileSync('contrib/prometheus/alerts.yml', 'utf8')));
    const alerts = rules.groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));
    expect(alerts.length).toBeGreaterThan(4);
    expect(alerts.filter((alert) => !page.includes(`| \`${alert}\` |`))).toEqual([]);
  });
});
