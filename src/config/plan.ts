import { createHash } from 'node:crypto';
import { type JudgeOptions, usualJudgeOptions } from '../release/state/judge-options.ts';
import type { Plan, PlanChoices } from '../release/state/plan.ts';
import type { DavyYml, ServiceEntry } from './davy-yml.ts';
import { approvalOf } from './entries/approval.ts';
import { configuredBy } from './plan-lines.ts';
import { waysOf } from './ways.ts';

/** Without a pager, too, somebody has to answer. */
const patienceMs = 5 * 60_000;

const utc = { timezone: 'UTC', holidays: [] };

/**
 * The plan of one pre-release. The hash covers the plan and the configuration behind it, so an
 * approval is for both.
 */
export function planOf(
  entry: ServiceEntry,
  choices: PlanChoices = {},
  { timezone: zone, holidays }: Pick<DavyYml, 'timezone' | 'holidays'> = utc,
): Plan {
  const { prerelease, release, rollback, watch } = entry;
  const options = countsOf(entry, choices.soakMs ?? prerelease.soak);
  const plan = {
    ways: waysOf(entry.fleet),
    share: prerelease.share ?? null,
    servers: choices.servers ?? prerelease.servers,
    soakMs: choices.soakMs ?? prerelease.soak,
    usersMin: prerelease.users,
    signOff: Object.keys(entry.teams)
      .filter((team) => choices.teams?.includes(team) ?? true)
      .sort()
      .map((team) => ({ team, approvals: prerelease.approvals })),
    ...approvalOf(entry.approval),
    approvalTtlMs: prerelease.approval_lasts,
    batches: release.batches,
    betweenBatchesMs: release.between_batches,
    reconnectsMax: release.reconnects?.max ?? null,
    watchMs: release.watch,
    retireGraceMs: release.retire_grace,
    countdownMs: rollback.countdown,
    postponeMs: rollback.postpone,
    postponesMax: rollback.postponements,
    lookEveryMs: watch.every,
    judge: watch.judge === 'counts' ? options : null,
    launchTimeoutMs: prerelease.launch_timeout,
    automatic: release.automatic,
  };
  const daily = release.daily && { ...release.daily, zone };
  // Who is called after whom is nothing anybody approves, nor is which days are holidays.
  return {
    hash: hash({ plan: { ...plan, daily }, teams: entry.teams, fleet: entry.fleet, watch }),
    ...plan,
    ...(daily ? { daily: { ...daily, holidays } } : {}),
    ...(watch.judge === 'rehearse' && options ? { rehearses: options } : {}),
    answerWithinMs: entry.pager?.patience ?? patienceMs,
    chosen: choices,
    configured: configuredBy(entry),
  };
}

/** What davy.yml says of the verdict by counts; null where nothing is counted. */
function countsOf(
  { watch, prerelease, rollback }: ServiceEntry,
  soakMs: number,
): JudgeOptions | null {
  const { requests, latency, tolerance, sentry } = watch;
  if (watch.judge === 'limits' || (!requests && !latency)) return null;
  return {
    soakMs,
    atMostMs: prerelease.at_most ?? 1.5 * soakMs,
    countdownMs: rollback.countdown,
    holdsDeadline: false,
    warmUpMs: watch.warm_up,
    fresh: false,
    users: 0,
    errorsWorseBy: tolerance.errors - 1,
    errorsFloor: tolerance.floor,
    slowerBy: latency?.slower_by ?? usualJudgeOptions.slowerBy,
    fastEnoughMs: latency?.floor ?? usualJudgeOptions.fastEnoughMs,
    newErrorPeople: sentry?.new_error_people ?? usualJudgeOptions.newErrorPeople,
    fatalIsCertain: sentry?.fatal !== 'count',
    required: [
      ...(requests ? (['errors'] as const) : []),
      ...(latency ? (['latency'] as const) : []),
    ],
  };
}

function hash(value: object): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, 16);
}

/** The same text for the same meaning, whatever the order of keys in the file. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
  return `{${entries.join(',')}}`;
}
