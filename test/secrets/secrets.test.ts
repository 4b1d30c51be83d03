import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { davyYml, paceAt, secrets } from '../../playground/davy/settings.ts';
import { buildThat, cast, releases, setStage, type Stage } from '../../playground/stories/stage.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { bringIn, follow, typeUntilAnswered, typeUntilTaken } from '../kills/people.ts';
import { turnMs, worldOfOnesOwn } from '../support/one-world.ts';
import { everythingWritten, type Page } from './evidence.ts';
import { type Relay, tattlingRelay } from './relay.ts';

const basic = Buffer.from(`${secrets.jiraEmail}:${secrets.jiraToken}`).toString('base64');
/** Everything that only Davy and the vendor it belongs to may know; the e-mail is no secret. */
const known = [
  secrets.botToken,
  secrets.signingSecret,
  secrets.buildsSecret,
  secrets.sentryToken,
  secrets.routingKey,
  secrets.jiraToken,
  basic,
];
const vendors = ['slack', 'sentry', 'prometheus', 'pagerduty', 'jira', 'host', 'balancer'] as const;
type Vendor = (typeof vendors)[number];

let leave: () => void;
let dir: string;
let relays: Readonly<Record<Vendor, Relay>>;
let world: World;
let written: readonly Page[];

/**
 * A whole story that calls every vendor: its tickets are planned, people are paged and its users
 * come back, while everybody tattles.
 */
beforeAll(async () => {
  leave = await worldOfOnesOwn();
  dir = mkdtempSync(join(tmpdir(), 'davy-secrets-'));
  // Davy's database may run as another user, who has to get through here.
  chmodSync(dir, 0o755);
  relays = Object.fromEntries(
    await Promise.all(
      vendors.map(
        async (vendor) =>
          [vendor, await tattlingRelay(known, vendor === 'pagerduty' ? 2 : 9)] as const,
      ),
    ),
  ) as Record<Vendor, Relay>;
  const at = (vendor: Vendor) => relays[vendor].url;
  const addresses = {
    slack: at('slack'),
    sentry: at('sentry'),
    prometheus: at('prometheus'),
    pagerduty: at('pagerduty'),
    jira: at('jira'),
    host: at('host'),
    balancer: at('balancer'),
    repository: join(dir, 'repository'),
  };
  writeFileSync(
    join(dir, 'told.yml'),
    davyYml(addresses, {
      ...paceAt(1),
      soak: '5s',
      launchTimeout: '10m',
      countdown: '10s',
      p95Ms: 5_000,
    }),
  );
  world = await startWorld({
    dir,
    slackPort: 0,
    seed: 3,
    speed: 1,
    path: process.env['PATH'] ?? '',
    environment: {
      DAVY_CONFIG: join(dir, 'told.yml'),
      SLACK_API_URL: `${at('slack')}/api/`,
      SENTRY_URL: at('sentry'),
      PROMETHEUS_URL: at('prometheus'),
      PAGERDUTY_EVENTS_URL: at('pagerduty'),
      JIRA_URL: at('jira'),
      LOG_LEVEL: 'debug',
    },
  });
  for (const vendor of vendors) relays[vendor].to = world.addresses[vendor];
  const stage = await setStage(world, () => undefined);
  for (const relay of Object.values(relays)) relay.tattles = true;
  await live(stage);
  await typeUntilAnswered(stage, cast.developer, '/release tickets board', /./);
  written = await everythingWritten(world);
}, turnMs + 400_000);

afterAll(async () => {
  await world?.stop(true);
  leave();
  await Promise.all(Object.values(relays).map((relay) => relay.close()));
  rmSync(dir, { recursive: true, force: true });
});

async function live(stage: Stage): Promise<void> {
  const build = buildThat(stage.world, 'throws');
  const card = await bringIn(stage, build);
  await typeUntilTaken(stage, cast.developer, `/prerelease board ${build.version}`);
  expect(await follow(stage, card)).toBe('rolled back');
  await stage.slack.type(cast.oncall, releases, '/release status board');
}

describe('a secret that every vendor gives away', () => {
  it('was given away by each of them, so that this proves something', () => {
    for (const vendor of vendors)
      expect([vendor, relays[vendor].tattled()]).toEqual([
        vendor,
        expect.toSatisfy((times: number) => times > 0),
      ]);
  });

  it('stands nowhere Davy writes', () => {
    const leaks = written.flatMap(({ place, text }) =>
      known
        .filter((secret) => text.includes(secret) || text.includes(secret.slice(0, -4)))
        .map((secret) => `${secret} in ${place}: ${around(text, secret.slice(0, -4))}`),
    );
    expect(leaks).toEqual([]);
  });

  it('was looked for where something is written', () => {
    const empty = written.filter(({ text }) => text.length < 3).map(({ place }) => place);
    expect(written.length).toBeGreaterThan(10);
    expect(empty.filter((place) => !place.startsWith('the table'))).toEqual([]);
  });
});

function around(text: string, secret: string): string {
  const at = text.indexOf(secret);
  return text.slice(Math.max(0, at - 150), at + 80);
}
