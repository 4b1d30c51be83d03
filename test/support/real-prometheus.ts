import { execFile, spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/**
 * Where Prometheus is installed, with its promtool; undefined, loudly, where it is not. In CI that
 * is a failure.
 */
export async function findPrometheus(): Promise<
  { prometheus: string; promtool: string } | undefined
> {
  for (const folder of [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
  ]) {
    const [prometheus, promtool] = [join(folder, 'prometheus'), join(folder, 'promtool')];
    const there = await Promise.all([access(prometheus), access(promtool)]).then(
      () => true,
      () => false,
    );
    if (there) return { prometheus, promtool };
  }
  if (process.env['CI'] === 'true')
    throw new Error('Prometheus is not installed, and in CI nothing is left out');
  console.warn(
    'LEFT OUT: the comparison with the real Prometheus; ' +
      'install prometheus (apt-get install prometheus)',
  );
  return undefined;
}

/**
 * Starts the real server on a loopback port, scraping every second and holding the given samples
 * (OpenMetrics with times).
 */
export async function runPrometheus(
  binaries: { prometheus: string; promtool: string },
  options: { samples?: string; targets?: readonly string[]; web?: object },
): Promise<{ url: string; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
  const data = join(folder, 'data');
  await mkdir(data);
  if (options.samples !== undefined) {
    await writeFile(join(folder, 'samples.txt'), options.samples);
    await promisify(execFile)(binaries.promtool, [
      'tsdb',
      'create-blocks-from',
      'openmetrics',
      join(folder, 'samples.txt'),
      data,
    ]);
  }
  const config = {
    global: { scrape_interval: '1s' },
    scrape_configs:
      options.targets === undefined
        ? []
        : [{ job_name: 'playground', static_configs: [{ targets: options.targets }] }],
  };
  await writeFile(join(folder, 'prometheus.yml'), JSON.stringify(config));
  if (options.web !== undefined)
    await writeFile(join(folder, 'web.yml'), JSON.stringify(options.web));
  const port = await freePort();
  const child = spawn(
    binaries.prometheus,
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
      ...(options.web === undefined ? [] : [`--web.config.file=${join(folder, 'web.yml')}`]),
    ],
    { stdio: 'inherit' },
  );
  const url = `http://127.0.0.1:${port}`;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await ready(url, child);
  const close = async () => {
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { url, close };
}

async function ready(url: string, child: { exitCode: number | null }): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error('Prometheus ended at its start');
    const response = await fetch(`${url}/-/ready`).catch(() => undefined);
    if (response?.ok === true || response?.status === 401) return;
    await sleep(50);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
