import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { variables } from '../../src/config/environment.ts';
import { loadConfig } from '../../src/config/load.ts';
import { environmentOf } from '../../playground/davy/settings.ts';

const names = variables.map(({ name }) => name);
const read = (path: string) => readFileSync(path, 'utf8');

/** Named in davy.yml of the examples by whoever wrote it, so no variable of Davy's own. */
const named = ['PAGERDUTY_BOARD_KEY'];

describe('every variable', () => {
  it('has one row in README.md, with what it is for', () => {
    const table = /^\| variable .*\n\|[ -|]*\n((?:\|.*\n)+)/m.exec(read('README.md'))?.[1] ?? '';
    const rows = [...table.matchAll(/^\| (.+?) +\| (.+?) +\|$/gm)].map(([, cell, told]) => ({
      cell,
      told,
    }));
    expect(rows).toEqual(
      variables.map(({ name, purpose, usual }) => ({
        cell: usual === null ? `\`${name}\`` : `\`${name}\` (\`${usual}\`)`,
        told: purpose,
      })),
    );
  });

  it('that is a secret is kept out of the log', () => {
    expect(
      names.filter((name) => /TOKEN|SECRET|DSN|DATABASE\w*_URL|KEY|PASSWORD/.test(name)),
    ).toEqual(variables.flatMap(({ name, secret }) => (secret ? [name] : [])));
    const env = {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 'sign',
      SLACK_APP_TOKEN: 'xapp-1',
      DATABASE_URL: 'postgres://davy:pw%40@db/davy',
      DATABASE_OWNER_URL: 'postgres://owner:own@db/davy',
      DATABASE_LISTEN_URL: 'postgres://davy:hear@db/davy',
      SENTRY_AUTH_TOKEN: 'st',
      SENTRY_DSN: 'https://public@sentry.example.com/7',
      SENTRY_WEBHOOK_SECRET: 'sw',
      PAGERDUTY_WEBHOOK_SECRET: 'pw',
      PROMETHEUS_URL: 'http://prometheus:9090',
      PROMETHEUS_TOKEN: 'pt',
      JIRA_URL: 'https://acme.example',
      JIRA_TOKEN: 'jt',
      BUILDS_SECRET: 'bs',
      ROLLBACK_SECRET: 'rs',
      CDEVENTS_SECRET: 'cs',
      PAGERDUTY_BOARD_KEY: 'pk',
    };
    const { PROMETHEUS_TOKEN: _, ...others } = env;
    const login = { ...others, PROMETHEUS_USER: 'davy', PROMETHEUS_PASSWORD: 'pp' };
    const secrets = variables.flatMap(({ name, secret }) => (secret ? [name] : []));
    expect(Object.keys({ ...env, ...login })).toEqual(expect.arrayContaining(secrets));
    for (const said of [env, login])
      expect(loadConfig(said, () => read('davy.example.yml'))).toMatchObject({
        secrets: expect.arrayContaining(
          Object.entries(said).flatMap(([name, value]) =>
            secrets.some((one) => one === name) ? [value] : [],
          ),
        ),
      });
    expect(loadConfig(login, () => read('davy.example.yml'))).toMatchObject({
      secrets: expect.arrayContaining([Buffer.from('davy:pp').toString('base64')]),
    });
  });

  it('that a document, the doctor or a fault names is one that Davy reads', () => {
    const texts = [
      'README.md',
      'SECURITY.md',
      'CONTRIBUTING.md',
      'ARCHITECTURE.md',
      'manifest.yml',
      'davy.example.yml',
      'src/doctor.ts',
      'Dockerfile',
      'deploy/systemd/davy.service',
      'deploy/kubernetes/davy.yaml',
      'src/config/load.ts',
      ...readdirSync('docs').flatMap((file) => (file.endsWith('.md') ? [`docs/${file}`] : [])),
      ...readdirSync('src/doctor').map((file) => `src/doctor/${file}`),
    ].map((path) => ({ path, text: read(path) }));
    const families = new Set(names.map((name) => name.split('_')[0]));
    const decision = texts.flatMap(({ path, text }) =>
      [...text.matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g)].map(([word]) => `${path}: ${word}`),
    );
    // What CI calls Davy by, and what Davy gives a job on a host.
    const known = new Set<string>([...names, ...named, 'DAVY_URL', 'DAVY_PROGRESS', 'DAVY_ID']);
    const meant = decision.filter((one) => families.has(one.split(': ')[1]?.split('_')[0] ?? ''));
    expect(meant.length).toBeGreaterThan(30);
    expect(meant.filter((one) => !known.has(one.split(': ')[1] ?? ''))).toEqual([]);
  });

  it('that the playground sets is one that Davy reads', () => {
    const nowhere = '';
    const addresses = {
      slack: nowhere,
      sentry: nowhere,
      prometheus: nowhere,
      pagerduty: nowhere,
      jira: nowhere,
      host: nowhere,
      balancer: nowhere,
      repository: nowhere,
    };
    const options = { port: 1, data: '', config: '', speed: 1, epoch: 0, path: '' };
    const known = new Set<string>([
      ...names,
      ...named,
      'PATH',
      'NODE_NO_WARNINGS',
      'NODE_COMPILE_CACHE',
    ]);
    for (const socket of [true, false])
      expect(
        Object.keys(environmentOf(addresses, { ...options, socket })).filter(
          (name) => !known.has(name),
        ),
      ).toEqual([]);
  });
});
