import { callBudget } from '../../src/adapters/ec2-fleet/budget.ts';
import { ec2Fleet } from '../../src/adapters/ec2-fleet/fleet.ts';
import { awsWay } from '../../test/support/aws-way.ts';
import { type Ec2Place, ec2Place, groups, images } from '../../test/support/ec2-place.ts';
import { type Calls, callBook } from './calls.ts';
import { carryOut, perSecond } from './carry-out.ts';
import { crowdOf } from './crowd.ts';

/** How large the fleet is, and how many stay on it. */
export type Size = { readonly servers: number; readonly users: number };

/** The fleet of the mission. */
export const mission: Size = { servers: 50, users: 60_000 };

/** A call of AWS takes about so long (ms, virtual). */
const callMs = 60;

type Result = Size & {
  readonly bench: 'ec2';
  /** How long the release took in its own time. */
  readonly minutes: number;
  readonly phase: string;
  readonly moved: number;
  readonly cut: number;
  readonly launched: number;
  readonly left: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly heapMb: number;
  readonly calls: Readonly<Record<string, Calls>>;
};

/**
 * A whole release of a fleet on the local AWS: the core decides, the fleet acts through the real
 * SDK, and the clock is virtual. Counts what each kind of step calls.
 */
export async function ec2Bench(
  say: (line: string) => void,
  size: Size = mission,
): Promise<{ readonly result: Result; readonly faults: readonly string[] }> {
  const crowd = crowdOf(() => doorOf(place), size.users);
  const place = await ec2Place({ sticky: crowd.sticky, served: crowd.served });
  try {
    const pass = (ms: number) => {
      place.pass(ms / 1_000);
      crowd.pass(ms);
    };
    const olds = await oldServers(place, size.servers);
    crowd.comeIn();
    const way = awsWay(place.url, () => pass(callMs));
    const budget = callBudget(perSecond, () => place.world.clock.now());
    const fleet = ec2Fleet({ ...place.options(way), budget });
    const book = callBook(() => place.control('journal'));
    await book.note('set up');
    const begun = place.world.clock.now();
    const end = await carryOut(
      { fleet, budget, book, say, pass, now: () => place.world.clock.now() },
      size.servers,
    );
    const { 'set up': _setUp, ...calls } = book.calls();
    const mine = place.instances().filter(({ tags }) => tags.get('davy:release') === end.id);
    const result: Result = {
      bench: 'ec2',
      ...size,
      minutes: Math.round((place.world.clock.now() - begun) / 6_000) / 10,
      phase: end.phase.kind,
      ...crowd.figures,
      launched: mine.length,
      left: olds.filter((id) => place.isRunning(id)).length,
      refused: book.refused(),
      heapMb: Math.round(process.memoryUsage().heapUsed / 1_000_000),
      calls,
    };
    return { result, faults: faultsIn(result, crowd.all()) };
  } finally {
    await place.close();
  }
}

function doorOf(place: Ec2Place) {
  return {
    running: () => place.instances().filter(({ id }) => place.isRunning(id)),
    open: () => place.traffic().steering,
  };
}

async function oldServers(place: Ec2Place, count: number): Promise<readonly string[]> {
  const ids = await place.start({ Role: 'board' }, images.old, count);
  await place.register(groups[0] ?? '', ids);
  return ids;
}

/** What must not be: a dear look, a launch too many, anybody cut or lost, a call too often. */
function faultsIn(result: Result, users: number): readonly string[] {
  const { calls, servers, refused } = result;
  const look = calls['look']?.most ?? 0;
  const launches = calls['launch']?.apis['ec2:RunInstances'] ?? 0;
  return [
    ...(result.phase === 'live' ? [] : [`the release ended ${result.phase}`]),
    // The first look of a process asks every group.
    ...(look <= 4 ? [] : [`a look cost ${look} calls`]),
    ...(launches <= Math.ceil(servers / 20) ? [] : [`${launches} launches for ${servers} servers`]),
    ...(result.launched === servers ? [] : [`${result.launched} of ${servers} were launched`]),
    ...(result.left === 0 ? [] : [`${result.left} old servers are left`]),
    ...(result.cut === 0 && users === result.users ? [] : [`${result.cut} users were cut`]),
    ...Object.entries(refused).map(([what, times]) => `${what}, ${times} times`),
  ];
}
