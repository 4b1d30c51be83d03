import type { Pace } from '../davy/settings.ts';
import type { Build } from '../repository/create.ts';
import type { Sample } from '../sample.ts';
import type { World } from '../world.ts';
import { type Figures, firstPageAt, usersOf } from './figures.ts';
import { serversOf } from './servers.ts';
import type { Shown } from './slack-journal.ts';
import { until } from './until.ts';
import type { Stage } from './stage.ts';

/** Something that happens to a team, played from beginning to end by people who only have Slack. */
export type Story = {
  readonly name: string;
  /** What is released; the whiteboards where nothing is said. */
  readonly sample?: Sample;
  /** Where it would take long for no reason at the usual pace. */
  readonly pace?: Partial<Pace>;
  /** Where errors that are nothing new have to come often. */
  readonly strokesPerError?: number;
  build(world: World): Build;
  /** Answers how it ended; throws when what it waited for never came. */
  play(stage: Stage, build: Build): Promise<'live' | 'rolled back' | 'never started'>;
  /** Figures of its own, beside those of every story. */
  figures?(world: World): Promise<Partial<Figures>>;
  /** What the figures say went wrong; nothing when it ended as it should. */
  check(figures: Figures): readonly string[];
};

/** Waits until users are on this version only. */
export async function everyoneOn({ world, say }: Stage, version: string): Promise<void> {
  const users = await until(`all users on ${version}`, async () => {
    const now = await usersOf(world);
    return Object.keys(now.byVersion).every((one) => one === version) ? now : undefined;
  });
  say(`all ${users.connected} users are on ${version}`);
}

/** Waits until no server of this version is left. */
export async function noneLeft({ world, say }: Stage, version: string): Promise<void> {
  await until(`the servers of ${version} to go`, async () => {
    const left = (await serversOf(world)).filter(
      (server) =>
        server.version === version &&
        server.state !== 'terminated' &&
        server.state !== 'shutting-down',
    );
    return left.length === 0 ? true : undefined;
  });
  say(`no server of ${version} is left`);
}

/** Waits until everybody who reads only the changelog knows. */
export async function changelogPosted({ slack, say }: Stage, version: string): Promise<void> {
  const told = await slack.see(
    'the changelog',
    ({ channel, text }) => channel === 'C0CHANGELOG' && text.includes(version),
  );
  say(`Davy, in the channel for changelogs: ${told.text}`);
}

/** Waits until the summary says what became of the tickets. */
export async function ticketsTold({ slack, say }: Stage, card: Shown): Promise<void> {
  await slack.see(
    'what became of the tickets',
    ({ thread, blocks }) =>
      thread === card.ts && blocks.includes('*Tickets*') && !blocks.includes('Moving '),
  );
  say('Davy says in the summary what became of the tickets');
}

/** Waits until somebody was called. */
export async function paged({ world, say }: Stage): Promise<void> {
  await until('the page', () => firstPageAt(world));
  say('PagerDuty calls the on-call');
}

/** What every rollback must show: called in time, and everybody back in time. */
export function checkRollback({ pageMs, rollbackMs }: Figures): readonly string[] {
  return [
    ...(pageMs === null || pageMs > 15_000 ? [`the page came after ${pageMs} ms`] : []),
    ...(rollbackMs === null || rollbackMs > 10_000
      ? [`users were back after ${rollbackMs} ms`]
      : []),
  ];
}
