import { teamsOfPaths } from '../../src/changes/path-owners.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Approval, Release } from '../../src/release/state/release.ts';
import type { Oracle } from './oracle.ts';
import { owners } from './repository.ts';

/**
 * Whoever owns what changes was asked, whoever barred what is in it was asked again, and no kept
 * approval is for something else. From the repository's own book.
 */
export function checkAsked(oracle: Oracle, pre: Release, line: Line): void {
  if (pre.plan.automatic || !pre.target) return;
  const { repository, plan } = oracle.world;
  const teams = plan.signOff.map(({ team }) => team);
  const said = new Set(pre.approvals.map(({ team }) => team));
  // A plan that asks nobody asks those who barred what is in it, and only those.
  const touched = plan.automatic
    ? []
    : teamsOfPaths(repository.paths(pre.target, pre.build), owners).filter((team) =>
        teams.includes(team),
      );
  for (const team of touched)
    if (!said.has(team))
      oracle.broken(6, `${pre.id} starts, and ${team}, whose paths it changes, was not asked`);
  for (const bar of line.blocked) {
    const before = [...oracle.known.values()].find(
      ({ release }) => release.build.version === bar.version && release.kind === 'prerelease',
    );
    const known = before && before.bornAt < (oracle.known.get(pre.id)?.bornAt ?? 0);
    if (!known || !repository.contains(pre.build, bar.commit)) continue;
    for (const team of bar.teams)
      if (!said.has(team))
        oracle.broken(
          6,
          `${pre.id} contains ${bar.version}, and ${team}, who barred it, did not say yes`,
        );
  }
  for (const given of pre.approvals)
    if (given.kept !== undefined) checkKept(oracle, pre, given, given.kept);
}

function checkKept(oracle: Oracle, pre: Release, { team }: Approval, version: string): void {
  const { repository } = oracle.world;
  const before = [...oracle.known.values()]
    .filter(({ release }) => release.build.version === version)
    .map(({ release }) => release);
  const [first] = before;
  if (!first || !repository.contains(pre.build, first.build.commit))
    return oracle.broken(6, `${pre.id} keeps an approval of ${version}, which it does not contain`);
  if (teamsOfPaths(repository.paths(first.build, pre.build), owners).includes(team))
    oracle.broken(
      6,
      `${pre.id} keeps an approval of ${team}, whose paths changed since ${version}`,
    );
}
