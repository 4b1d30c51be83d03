import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { variables } from '../src/config/environment.ts';
import { stopWithinMs } from '../src/time/timing.ts';
import { terminalWorld } from './support/terminal-world.ts';

const run = promisify(execFile);
const read = (path: string) => readFileSync(path, 'utf8');

/** What Davy reads, and what Node and its packages read. */
const known = new Set<string>([...variables.map(({ name }) => name), 'NODE_ENV']);
const image = read('Dockerfile');
const unit = read('deploy/systemd/davy.service');

/** The lines of an image that begin with a word, joined where they go on. */
function lines(word: string): readonly string[] {
  return image
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
}

function pairs(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split(' ').flatMap((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return name === '' ? [] : [[name, value]];
    }),
  );
}

const env = pairs(lines('ENV').join(' '));

/** What the unit says under a name. */
function settings(name: string): readonly string[] {
  return [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value = '']) => value);
}

const Probe = z.object({
  httpGet: z.object({ path: z.string(), port: z.string() }).optional(),
  tcpSocket: z.object({ port: z.string() }).optional(),
});
const Deployment = z.object({
  kind: z.literal('Deployment'),
  spec: z.object({
    replicas: z.number(),
    template: z.object({
      spec: z.object({
        terminationGracePeriodSeconds: z.number(),
        securityContext: z.object({ runAsUser: z.number() }),
        containers: z.tuple([
          z.object({
            ports: z.tuple([z.object({ name: z.string(), containerPort: z.number() })]),
            env: z.array(z.object({ name: z.string(), value: z.string() })),
            lifecycle: z.object({
              preStop: z.object({ exec: z.object({ command: z.array(z.string()) }) }),
            }),
            startupProbe: Probe,
            readinessProbe: Probe,
            livenessProbe: Probe,
            volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
          }),
        ]),
        volumes: z.array(z.object({ name: z.string() })),
      }),
    }),
  }),
});
const Service = z.object({
  kind: z.literal('Service'),
  spec: z.object({ ports: z.tuple([z.object({ targetPort: z.string() })]) }),
});
const [deployed, reached] = parseAllDocuments(read('deploy/kubernetes/davy.yaml')).map(
  (document): unknown => document.toJS(),
);
const pod = Deployment.parse(deployed).spec.template.spec;
const [container] = pod.containers;
const [{ name: port, containerPort }] = container.ports;
const inPod = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));

describe('what is deployed', () => {
  it('sets no variable that nobody reads', () => {
    const set = {
      Dockerfile: Object.keys(env),
      unit: settings('Environment').flatMap((text) => Object.keys(pairs(text))),
      kubernetes: Object.keys(inPod),
    };
    for (const [where, names] of Object.entries(set)) {
      expect({ where, set: names.length > 2 }).toEqual({ where, set: true });
      expect(names.filter((name) => !known.has(name))).toEqual([]);
    }
  });

  it('listens where it is called', () => {
    expect(lines('EXPOSE')).toEqual([env['PORT']]);
    expect(env['HOST']).toBe('0.0.0.0');
    expect(inPod['HOST']).toBe('0.0.0.0');
    expect(inPod['PORT']).toBe(String(containerPort));
    expect(containerPort).toBe(Number(env['PORT']));
    const [{ targetPort }] = Service.parse(reached).spec.ports;
    const { startupProbe, readinessProbe, livenessProbe } = container;
    expect([
      targetPort,
      startupProbe.httpGet?.port,
      readinessProbe.httpGet?.port,
      livenessProbe.tcpSocket?.port,
    ]).toEqual([port, port, port, port]);
    const paths = [startupProbe, readinessProbe].map(({ httpGet }) => httpGet?.path);
    const served = [...read('src/web/start.ts').matchAll(/web\.get\('([^']+)'/g)];
    for (const path of [...paths, ...[...image.matchAll(/PORT\}(\/\w+)/g)].map(([, one]) => one)])
      expect(served.map(([, one]) => one)).toContain(path);
  });

  it('keeps its data and reads its configuration where something is', () => {
    expect(lines('VOLUME')).toEqual([env['DAVY_DATA']]);
    const mounts = container.volumeMounts.map(({ mountPath }) => mountPath);
    expect(mounts).toEqual(
      expect.arrayContaining([inPod['DAVY_DATA'], resolve(inPod['DAVY_CONFIG'] ?? '', '..')]),
    );
    expect(container.volumeMounts.map(({ name }) => name).toSorted()).toEqual(
      pod.volumes.map(({ name }) => name).toSorted(),
    );
    expect(settings('Environment')).toContain(
      `DAVY_DATA=/var/lib/${settings('StateDirectory')[0]}`,
    );
  });

  it('is the same user everywhere, and never root', () => {
    const user = String(pod.securityContext.runAsUser);
    expect(lines('USER')).toEqual([user]);
    expect(image).toContain(`useradd --uid ${user} `);
    expect(settings('User')).toEqual(['davy']);
  });

  it('is given the time it takes to stop', () => {
    const stopS = stopWithinMs / 1_000;
    const pause = Number(container.lifecycle.preStop.exec.command[1]);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(stopS + pause);
    expect(Number(settings('TimeoutStopSec')[0])).toBeGreaterThan(stopS);
    expect(lines('STOPSIGNAL')).toEqual(settings('KillSignal'));
    // Its database must not be told to stop before it.
    expect(settings('KillMode')).toEqual(['mixed']);
  });

  it('runs on a Node that Davy runs on', () => {
    const { engines } = z
      .object({ engines: z.object({ node: z.string() }) })
      .parse(JSON.parse(read('package.json')));
    const [, wanted] = /^>=(\d+)\./.exec(engines.node) ?? [];
    expect(image).toContain(`ARG NODE=node:${wanted}-`);
  });

  it('holds every file that Davy needs to run', async () => {
    const copied = lines('COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(' ').slice(0, -1));
    expect(copied.filter((path) => !existsSync(path))).toEqual([]);
    const allowed = read('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    expect(allowed.toSorted()).toEqual([...new Set(copied)].toSorted());
    const dir = mkdtempSync(join(tmpdir(), 'davy-image-'));
    const world = terminalWorld();
    try {
      for (const path of copied) cpSync(path, join(dir, path), { recursive: true });
      symlinkSync(resolve('node_modules'), join(dir, 'node_modules'));
      world.configure();
      const commands = [
        ...lines('CMD').map((line) => z.array(z.string()).parse(JSON.parse(line))[1]),
        settings('ExecStart')[0]?.split(' ')[1],
      ];
      expect(commands).toEqual(['src/main.ts', 'src/main.ts']);
      for (const program of ['src/main.ts', 'src/doctor.ts'])
        await run(process.execPath, [program, '--help'], { cwd: dir });
      // Migrates a ledger of its own, and looks at it.
      const { stdout } = await run(process.execPath, ['src/davy.ts', 'verify'], {
        cwd: dir,
        env: world.environment(),
      });
      expect(stdout).toContain('The record is whole');
    } finally {
      world.end();
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
