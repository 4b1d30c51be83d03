import { cut, planting, type Plant } from '../plant.ts';

const plant = planting('whole', 'users');

/** What is ordered of a fleet, and what its lists are believed. */
export const serversPlants: readonly Plant[] = [
  plant(
    'a release starts to move with one server',
    33,
    cut(
      'release/servers/observed-release.ts',
      'return ready(newServers) >= capacity ? moved',
      'return ready(newServers) >= 1 ? moved',
    ),
    cut(
      'release/servers/observed-release.ts',
      'return (well && ready(open) >= release.capacity &&',
      'return (well && ready(open) >= 1 &&',
    ),
    cut('release/health/evidence.ts', "kind !== 'prerelease' ? capacity : 0", '0'),
    cut(
      'release/servers/move-users.ts',
      'release.capacity) return leanOn(newServers,oldServers) ?? grow(line,release,sides);',
      '1) return leanOn(newServers, oldServers) ?? grow(line, release, sides);',
    ),
  ),
  plant(
    'a slot is ordered under a new name each time',
    2,
    cut(
      'engine/world/reconcile.ts',
      'await perform(its, order, step);',
      `await perform(its, order, step.kind === 'launch'
          ? {
              ...step,
              orders: step.orders.map((order) => ({
                ...order,
                base: order.base + 100 * claim.fence,
              })),
            }
          : step);`,
    ),
  ),
  plant(
    'old servers go at once, protected or not',
    1,
    cut(
      'release/servers/forward.ts',
      `
          if (
            unprotectedAt === null ||
            at - unprotectedAt < plan.retireGraceMs ||
            oldServers.length === 0
          )
            return null;`,
      'if (oldServers.length === 0) return null;',
    ),
  ),
  plant(
    'a look that is too old is acted on',
    55,
    cut(
      'engine/world/order.ts',
      'if (realNow(clock) - asked > timing.actWithinMs)',
      'if (realNow(clock) < asked)',
    ),
  ),
  plant(
    'a server that one list leaves out is gone',
    43,
    cut('release/servers/accounts.ts', 'missed.ms < timing.absentMs', 'missed.ms < 0'),
  ),
  plant(
    'a look that only adds to a curve is news',
    1,
    cut(
      'release/servers/observed.ts',
      'const isOrder = ordering !== release &&',
      'const isOrder = next !== release &&',
    ),
  ),
];
