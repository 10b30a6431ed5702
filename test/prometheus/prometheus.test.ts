import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { freePort } from '../e2e/support/freePort.ts';
import { heardFor, type Stage, startStage } from '../e2e/support/Stage.ts';

const run = promisify(execFile);

test.each([
  ['check', 'rules', 'contrib/prometheus/alerts.yml'],
  ['check', 'config', 'contrib/prometheus/prometheus.yml'],
  ['test', 'rules', 'contrib/prometheus/alerts.test.yml'],
])('promtool %s %s %s', async (...args) => {
  await run('promtool', args);
});

/** What Prometheus answers a query with. */
const answer = z.object({
  status: z.literal('success'),
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
});
const dashboard = z.object({
  panels: z.array(
    z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) }),
  ),
});

/** Of these nothing is to be seen while all is well. */
const ONLY_IN_TROUBLE = /troubles_total|condition.* > 0|ended_total|mix_to_ear/;

describe('a real Prometheus and a bot that plays', () => {
  let stage: Stage;
  let metricsUrl: string;
  let prometheusUrl: string;
  const cleanUp = new AsyncDisposableStack();

  beforeAll(async () => {
    const [botPort, port] = [await freePort(), await freePort()];
    stage = cleanUp.use(await startStage({ HEALTH_PORT: String(botPort) }));
    metricsUrl = `http://127.0.0.1:${botPort}/metrics`;
    prometheusUrl = `http://127.0.0.1:${port}`;
    const folder = await mkdtemp(join(tmpdir(), 'lyrebird-prometheus-'));
    cleanUp.defer(() => rm(folder, { recursive: true, force: true }));
    const config = (await readFile('contrib/prometheus/prometheus.yml', 'utf8'))
      .replace('15s', '1s')
      .replace('lyrebird:8080', `127.0.0.1:${botPort}`);
    await writeFile(join(folder, 'prometheus.yml'), config);
    await writeFile(
      join(folder, 'alerts.yml'),
      await readFile('contrib/prometheus/alerts.yml', 'utf8'),
    );
    const prometheus = spawn(
      'prometheus',
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore' },
    );
    await once(prometheus, 'spawn');
    cleanUp.defer(async () => {
      const ended = once(prometheus, 'exit');
      prometheus.kill('SIGTERM');
      await ended;
    });
    await stage.control.join('Ada', 'Lounge');
    await stage.control.type('Ada', '/lyria play techno');
    await heardFor(stage.control, 'Ada', 2);
  });
  afterAll(() => cleanUp.disposeAsync());

  async function query(expr: string): Promise<readonly number[]> {
    const url = `${prometheusUrl}/api/v1/query?query=${encodeURIComponent(expr)}`;
    const response = await fetch(url).catch(() => undefined);
    if (response === undefined || response.status === 503) return [];
    const { data } = answer.parse(await response.json());
    return data.result.map(({ value: [, value] }) => Number(value));
  }

  test('promtool finds nothing to say against the metrics', async () => {
    const text = await (await fetch(metricsUrl)).text();
    const promtool = spawn('promtool', ['check', 'metrics'], { stdio: ['pipe', 'ignore', 'pipe'] });
    let told = '';
    promtool.stderr.on('data', (data) => {
      told += String(data);
    });
    promtool.stdin.end(text);
    await once(promtool, 'close');
    // prom-client's own names are what its users know.
    const ours = told.split('\n').filter((line) => line.startsWith('lyrebird'));
    expect(ours).toEqual([]);
    expect(told).not.toContain('error while linting');
  });

  test('what it reads is what plays', async () => {
    const soon = { timeout: 30_000, interval: 500 };
    await expect.poll(() => query('up{job="lyrebird"}'), soon).toEqual([1]);
    await expect.poll(() => query('lyrebird_stations{state="playing"}'), soon).toEqual([1]);
    // 50 packets a second, each 20 ms after the one before it.
    await expect
      .poll(async () => (await query('rate(lyrebird_packets_total[10s])'))[0], soon)
      .toBeGreaterThan(45);
    const [median = 1] = await query(
      'histogram_quantile(0.5, rate(lyrebird_packet_gap_seconds_bucket[10s]))',
    );
    expect(median).toBeGreaterThan(0.015);
    expect(median).toBeLessThan(0.03);
  });

  test('every chart of the dashboard has something to show', async () => {
    const { panels } = dashboard.parse(
      JSON.parse(await readFile('contrib/grafana/lyrebird.json', 'utf8')),
    );
    for (const { title, targets } of panels) {
      for (const { expr } of targets) {
        const values = await query(expr);
        if (!ONLY_IN_TROUBLE.test(expr))
          expect(values.length, `${title}: ${expr}`).toBeGreaterThan(0);
      }
    }
  });

  test('no alert fires for a bot that is well', async () => {
    const rules = z.object({
      data: z.object({ alerts: z.array(z.object({ labels: z.unknown(), state: z.string() })) }),
    });
    const { data } = rules.parse(await (await fetch(`${prometheusUrl}/api/v1/alerts`)).json());
    expect(data.alerts.filter(({ state }) => state === 'firing')).toEqual([]);
  });
});
