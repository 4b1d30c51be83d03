import type { Call, Oracle } from './oracle.ts';

/** Whose each spare was made last, by the calls that gave it, as they left Davy. */
export type Holders = Map<string, string>;

/** Invariant 22, and: nobody reaches a server before it is configured, nor as another build. */
export function checkParkCall(oracle: Oracle, holders: Holders, call: Call): void {
  const { kind, ids, build, claim } = call;
  const boxes = oracle.world.cloud.boxes.filter(({ id }) => ids.includes(id));
  if (kind === 'launch') checkTaken(oracle, holders, call);
  if (kind === 'prepare')
    for (const box of boxes)
      if (box.release !== '' && box.version !== build?.version)
        oracle.broken(26, `${box.id} of ${box.version} is configured for ${build?.version}`);
  if (kind === 'admit' && oracle.world.plan.ways.prepares)
    for (const { id, version, preparedFor, state } of boxes)
      // What was a spare again meanwhile is refused by the fleet.
      if (preparedFor !== version && state !== 'spare')
        oracle.broken(26, `${claim?.key} lets users on ${id}, which is not configured`);
}

function checkTaken(oracle: Oracle, holders: Holders, { ids, release }: Call): void {
  if (release === undefined) return;
  for (const id of ids) {
    const holder = holders.get(id);
    const isOpen = holder !== undefined && oracle.known.get(holder)?.endedAt === null;
    if (isOpen && holder !== release)
      oracle.broken(22, `${release} takes ${id}, which was given to ${holder}`);
    holders.set(id, release);
  }
}
