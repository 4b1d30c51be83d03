import { parkPlants, parkPlantsWhole } from './core/plants-park.ts';
import { corePlants } from './core/plants.ts';
import type { Plant } from './plant.ts';
import { latePlants } from './plants-lately.ts';
import { plantsOfSingles } from './plants-singles.ts';

export const plants: readonly Plant[] = [
  ...corePlants,
  ...parkPlants,
  ...latePlants,
  ...plantsOfSingles,
  ...parkPlantsWhole,
  {
    name: 'the fence is dropped',
    tier: 'whole',
    ways: 'users',
    near: 29,
    cuts: [
      {
        file: 'adapters/memory-ledger/wakes.ts',
        find: 'if (wake?.fence !== fence || wake.leasedUntil === null) throw',
        put: 'if (!wake) throw',
      },
    ],
  },
  {
    name: 'a missing value is read as 0',
    tier: 'whole',
    ways: 'users',
    near: 1,
    cuts: [
      {
        file: 'release/health/judge.ts',
        find: 'const { signal, value, unit, baseline, limit, issues } = reading;',
        put: `
          const { signal, unit, baseline, limit, issues } = reading;
          const value = Number.isFinite(reading.value) ? reading.value : 0;`,
      },
    ],
  },
  {
    name: 'the requester may approve',
    tier: 'whole',
    ways: 'users',
    near: 4,
    cuts: [
      {
        file: 'release/approval/sign-off.ts',
        find: 'if (hasOwned(release, by.id)) return',
        put: 'if (by.id === null) return',
      },
      {
        file: 'release/approval/sign-off.ts',
        find: ' && !hasOwned(release, approval.by.id)',
        put: '',
      },
    ],
  },
  {
    name: 'an acknowledgement does not wait for the row',
    tier: 'whole',
    ways: 'users',
    near: 3,
    cuts: [
      {
        file: 'slack/door/inbox.ts',
        find: 'const saved = await within(saving, saveWithinMs);',
        put: 'const saved: boolean | null = true;',
      },
    ],
  },
  {
    name: 'an empty roster means everyone',
    tier: 'whole',
    ways: 'users',
    near: 194,
    cuts: [
      {
        file: 'release/state/people.ts',
        find: 'ids.includes(person.id)',
        put: '(ids.length === 0 || ids.includes(person.id))',
      },
      {
        file: 'release/approval/sign-off.ts',
        find: '(roster.teams[approval.team] ?? []).includes(approval.by.id)',
        put: `(
          (roster.teams[approval.team] ?? []).length === 0 ||
          roster.teams[approval.team].includes(approval.by.id)
        )`,
      },
    ],
  },
  {
    name: 'a rollback waits for Slack',
    tier: 'whole',
    ways: 'users',
    near: 12,
    cuts: [
      {
        file: 'engine/world/reconcile.ts',
        find: '  if (!step) return null;',
        put: `
          if (!step) return null;
          if (release.phase.kind === 'rolling-back')
            await context.ports.board.find({ channel: 'C1', thread: null, key: 'any' });`,
      },
    ],
  },
  {
    name: 'a rollback waits for Jira',
    tier: 'whole',
    ways: 'users',
    near: 13,
    cuts: [
      {
        file: 'engine/world/reconcile.ts',
        find: '  if (!step) return null;',
        put: `
          if (!step) return null;
          if (release.phase.kind === 'rolling-back')
            await context.ports.tickets(release.service)?.read('BRD-1');`,
      },
    ],
  },
  {
    name: 'a comment is written without looking for it',
    tier: 'whole',
    ways: 'users',
    near: 237,
    cuts: [
      {
        file: 'engine/tickets/steps.ts',
        find: "  if (await round.port.hasComment(key, markerOf(work))) return { kind: 'done' };\n",
        put: '',
      },
    ],
  },
  {
    name: 'a release starts to move with one server',
    tier: 'whole',
    ways: 'users',
    near: 3,
    cuts: [
      {
        file: 'release/servers/observed-release.ts',
        find: 'return ready(newServers) >= capacity ? moved',
        put: 'return ready(newServers) >= 1 ? moved',
      },
      {
        file: 'release/servers/observed-release.ts',
        find: 'return (well && ready(open) >= release.capacity &&',
        put: 'return (well && ready(open) >= 1 &&',
      },
      {
        file: 'release/health/evidence.ts',
        find: "kind !== 'prerelease' ? capacity : 0",
        put: '0',
      },
      {
        file: 'release/servers/move-users.ts',
        find: 'release.capacity) return leanOn(newServers,oldServers) ?? grow(line,release,sides);',
        put: '1) return leanOn(newServers, oldServers) ?? grow(line, release, sides);',
      },
    ],
  },
  {
    name: 'a slot is ordered under a new name each time',
    tier: 'whole',
    ways: 'users',
    near: 2,
    cuts: [
      {
        file: 'engine/world/reconcile.ts',
        find: 'release, look), step);',
        put: `release, look), step.kind === 'launch'
          ? {
              ...step,
              orders: step.orders.map((order) => ({
                ...order,
                base: order.base + 100 * claim.fence,
              })),
            }
          : step);`,
      },
    ],
  },
  {
    name: 'old servers go at once, protected or not',
    tier: 'whole',
    ways: 'users',
    near: 1,
    cuts: [
      {
        file: 'release/servers/forward.ts',
        find: `
          if (
            unprotectedAt === null ||
            at - unprotectedAt < plan.retireGraceMs ||
            oldServers.length === 0
          )
            return null;`,
        put: 'if (oldServers.length === 0) return null;',
      },
    ],
  },
  {
    name: 'approvals are not looked at again when a release starts',
    tier: 'whole',
    ways: 'users',
    near: 180,
    cuts: [
      {
        file: 'release/start/start-release.ts',
        find: 'if (!isSignedOff(release, at, roster)) {',
        put: 'if (!isSignedOff(release, at, null)) {',
      },
    ],
  },
  {
    name: 'an approval is kept although its team has changes',
    tier: 'whole',
    ways: 'users',
    near: 15,
    cuts: [
      {
        file: 'release/approval/kept-approvals.ts',
        find: '(teams.includes(word.team) ? word.by : [])',
        put: 'word.by',
      },
    ],
  },
  {
    name: 'a delivery counts each time it is worked on',
    tier: 'whole',
    ways: 'users',
    near: 9,
    cuts: [
      { file: 'adapters/memory-ledger/decide.ts', find: 'if (before) return before;', put: '' },
    ],
  },
  {
    name: 'a page that nobody answers is forgotten',
    tier: 'whole',
    ways: 'users',
    near: 163,
    cuts: [{ file: 'release/time-passed.ts', find: '...(call === null ? [] : [call]),', put: '' }],
  },
  {
    name: 'a page that the pager took counts as answered',
    tier: 'whole',
    ways: 'users',
    near: 55,
    cuts: [
      {
        file: 'release/paging/escalation.ts',
        find: 'againAt: null, ended: null }',
        put: "againAt: null, ended: { kind: 'over', at } }",
      },
    ],
  },
  {
    name: 'a look that is too old is acted on',
    tier: 'whole',
    ways: 'users',
    near: 82,
    cuts: [
      {
        file: 'engine/world/order.ts',
        find: 'if (realNow(clock) - asked > timing.actWithinMs)',
        put: 'if (realNow(clock) < asked)',
      },
    ],
  },
  {
    name: 'a hold keeps a countdown from ending',
    tier: 'whole',
    ways: 'users',
    near: 1,
    cuts: [
      {
        file: 'release/time-passed.ts',
        find: 'if (ended) return ended;',
        put: 'if (ended && !release.hold) return ended;',
      },
    ],
  },
  {
    name: 'a server that one list leaves out is gone',
    tier: 'whole',
    ways: 'users',
    near: 20,
    cuts: [
      {
        file: 'release/servers/accounts.ts',
        find: 'wall - seenAt < timing.absentMs',
        put: 'wall < seenAt - timing.absentMs',
      },
    ],
  },
];
