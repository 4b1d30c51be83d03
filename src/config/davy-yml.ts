/**
 * # src/config
 *
 * `davy.yml` and the environment, read once at start, each by one strict schema. Decides what is
 * refused, and says where and what to write instead.
 */

import { z } from 'zod';
import { isPlace, productPattern } from '../release/state/line-name.ts';
import { isZone } from '../time/zone.ts';
import { ApprovalEntry } from './entries/approval.ts';
import { JiraEntry } from './entries/jira.ts';
import { DailyEntry } from './entries/daily.ts';
import { FleetEntry, isConfiguredByOwnJob, noSuchJob } from './entries/fleet.ts';
import { jobsEntry } from './entries/jobs.ts';
import { MayEntry } from './entries/may.ts';
import { Duration, Share } from './entries/measures.ts';
import { Somebody, SummariesEntry } from './entries/summaries.ts';
import { secretFrom } from './entries/secret.ts';
import { Holidays, OfficeHoursEntry } from './entries/office.ts';
import { pagerEntry } from './entries/pager.ts';
import { reaperKeys } from './entries/reaper.ts';
import { PrereleaseEntry, prereleaseKeys } from './entries/prerelease.ts';
import { ReconnectsEntry } from './entries/reconnects.ts';
import { SourceEntry } from './entries/source.ts';
import { Approver, TeamEntry } from './entries/team.ts';
import { saidOnly } from './entries/said-only.ts';
import { TerminalEntry } from './entries/terminal.ts';
import { WatchEntry, WatchOfLine } from './entries/watch.ts';

const Channel = z
  .string({ error: 'write the id of a channel, such as C0RELEASES' })
  .regex(/^[CG][A-Z0-9]{2,}$/, { error: 'write the id of a channel (C…), not its name' });
const Page = z
  .string()
  .regex(/^https?:\/\/[^\s<>|]+$/, {
    error: 'write an address such as https://dash.example.com/board',
  })
  .max(2_000);

const Batches = z
  .array(Share)
  .min(1)
  .refine((shares) => shares.every((share, i) => share > (shares[i - 1] ?? 0)), {
    error: 'batches must rise, such as [10%, 50%, 100%]',
  })
  .refine((shares) => shares.at(-1) === 1, { error: 'the last batch must be 100%' });

const releaseKeys = {
  batches: Batches.prefault(['10%', '25%', '50%', '100%']).readonly(),
  between_batches: Duration.prefault('10m'),
  watch: Duration.prefault('30m'),
  retire_grace: Duration.prefault('60s'),
  automatic: z.boolean().default(false),
  daily: DailyEntry.optional(),
  reconnects: ReconnectsEntry.optional(),
};

const rollbackKeys = {
  countdown: Duration.prefault('2m'),
  postpone: Duration.prefault('15m'),
  postponements: z.number().int().min(0).max(5).default(2),
};

/** What every line has, and what a further line of a product may say instead of it. */
function lineKeys(env: Readonly<Record<string, string | undefined>>) {
  return {
    channel: Channel,
    changelog_channel: Channel.optional(),
    oncall: Approver.optional(),
    /** Where its numbers are drawn; `{version}` is the build's. */
    dashboard: Page.optional(),
    /** Where it says whether what it runs on is well. */
    status_page: Page.optional(),
    teams: z
      .record(z.string().regex(/^[a-z][\w-]*$/), TeamEntry)
      .refine((teams) => Object.keys(teams).length > 0, {
        error: 'write at least one team with its approvers',
      }),
    jira: JiraEntry.optional(),
    approval: ApprovalEntry.optional(),
    may: MayEntry.optional(),
    jobs: jobsEntry(secretFrom(env)),
    pager: pagerEntry(secretFrom(env)).optional(),
  };
}

/** One more line of a product: where it runs, and what is different there. */
function lineEntry(env: Readonly<Record<string, string | undefined>>) {
  return saidOnly({
    ...lineKeys(env),
    prerelease: saidOnly(prereleaseKeys),
    release: saidOnly(releaseKeys),
    watch: WatchOfLine,
    rollback: saidOnly(rollbackKeys),
    reaper: saidOnly(reaperKeys),
  }).extend({ fleet: FleetEntry });
}

/**
 * One service. `pager` may be missing only because Slack is then the only page; Davy says so at
 * start.
 */
export function serviceEntry(env: Readonly<Record<string, string | undefined>>) {
  return z
    .strictObject({
      ...lineKeys(env),
      source: SourceEntry.optional(),
      fleet: FleetEntry,
      prerelease: PrereleaseEntry.prefault({}),
      release: z.strictObject(releaseKeys).prefault({}),
      watch: WatchEntry,
      rollback: z.strictObject(rollbackKeys).prefault({}),
      reaper: z.strictObject(reaperKeys).prefault({}),
      /** More places where its builds run: `sandbox` is the line `board@sandbox`. */
      lines: z
        .record(
          z.string().refine(isPlace, {
            error: 'a line is named in small letters, digits and -, at most 20, such as sandbox',
          }),
          lineEntry(env),
        )
        .optional(),
    })
    .refine(({ fleet, prerelease }) => !prerelease.share || fleet.moves === 'traffic', {
      path: ['prerelease', 'share'],
      error: 'is for fleets that share out traffic: write moves: traffic with the fleet',
    })
    .refine(isConfiguredByOwnJob, noSuchJob)
    .refine(({ fleet, release }) => !release.reconnects || fleet.moves !== 'traffic', {
      path: ['release', 'reconnects'],
      error: 'nobody reconnects where traffic is shared out; leave it out, or write moves: users',
    })
    .refine(
      ({ jira, teams }) => !jira || Object.values(teams).some((team) => team.jira.length > 0),
      {
        path: ['jira'],
        error: 'no team has a Jira project: write them with the teams, such as jira: [BRD]',
      },
    )
    .refine(({ rollback }) => rollback.postpone >= rollback.countdown, {
      path: ['rollback', 'postpone'],
      error: 'is shorter than the countdown it postpones; write as much or more, such as 15m',
    })
    .refine(({ jira, source }) => !jira || source, {
      path: ['jira'],
      error: 'tickets are read from the changes: write a source as well',
    })
    .readonly();
}

/** The whole of davy.yml. The environment is given, because that is where its secrets are. */
export function davyYml(env: Readonly<Record<string, string | undefined>>) {
  return z
    .strictObject({
      timezone: z
        .string()
        .default('UTC')
        .refine(isZone, { error: 'write a time zone such as Europe/Amsterdam' }),
      office_hours: OfficeHoursEntry.prefault('9:00-17:00 mon-fri'),
      holidays: Holidays,
      /** Whose Home tab shows every service as its leads see it; they may send test messages. */
      admins: z.array(Somebody).default([]).readonly(),
      summaries: SummariesEntry.optional(),
      /** Which users of Davy's own machine are which people of Slack, for `davy approve`. */
      terminal: TerminalEntry,
      services: z
        .record(
          z.string().regex(productPattern, {
            error: 'a service is named in small letters, digits and -',
          }),
          serviceEntry(env),
        )
        .refine((services) => Object.keys(services).length > 0, {
          error: 'write at least one service',
        }),
    })
    .readonly();
}

/** davy.yml, read. */
export type DavyYml = z.infer<ReturnType<typeof davyYml>>;

/** One service of davy.yml, read. */
export type ServiceEntry = DavyYml['services'][string];
