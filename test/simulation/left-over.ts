import { type Box, isLeaving } from './cloud.ts';
import type { Target } from './trouble.ts';

const minute = 60_000;

/**
 * In some histories the list leaves a server of what goes back out for so long that the way back is
 * over without it. It comes back as nobody's; whoever was called for it takes it away, or leaves it
 * where it is. Told by dice of its own.
 */
export function leaveOver({ dice, every, weather, world, oracle, isActive }: Target): void {
  const own = dice.fork(50);
  const { cloud, plan } = world;
  const isProne = own.chance(0.3) && plan.ways.moves === 'users' && !plan.ways.prepares;
  if (!isProne) return;
  const hidden = new Set<string>();
  const minded = new Map<string, number>();

  every(4_000, 11_000, () => {
    const back = [...oracle.known.values()].filter(
      ({ release, endedAt }) => endedAt === null && release.phase.kind === 'rolling-back',
    );
    const boxes = cloud
      .there()
      .filter(
        (box) =>
          box.state === 'ready' &&
          !box.admits &&
          box.users === 0 &&
          !hidden.has(box.id) &&
          back.some(
            ({ release }) => box.release === release.id && box.version === release.build.version,
          ),
      );
    if (!isActive() || boxes.length === 0 || !own.chance(0.3)) return;
    const { id } = own.pick(boxes);
    hidden.add(id);
    weather.count();
    oracle.note(`world: the list leaves out ${id} for long`);
    cloud.hide((box) => box.id === id, own.between(60, 600) * 1_000);
  });
  every(6_000, 17_000, () => {
    for (const box of cloud.there().filter(isCalledFor)) {
      const since = minded.get(box.id) ?? oracle.now();
      minded.set(box.id, since);
      if (oracle.now() - since > own.between(2, 6) * minute && own.chance(0.3))
        cloud.strike(box, 'gone');
    }
  });

  function isCalledFor(box: Box): boolean {
    const ended = oracle.known.get(box.release)?.endedAt ?? null;
    return (
      hidden.has(box.id) &&
      !isLeaving(box) &&
      ended !== null &&
      world.pager.calls.some(({ key, at }) => key.endsWith(`:${box.release}:look`) && at >= ended)
    );
  }
}
