import type { Bar, Line } from './line.ts';
import type { Release } from './release.ts';

/** Barred builds whose commit is in this one: it is their fix or their revert, or it carries what they were barred for. */
export function barsWithin(line: Line, { build, contains }: Release): readonly Bar[] {
  return line.barred.filter((bar) => bar.version !== build.version && contains.includes(bar.version));
}

/** The same release, asking also the teams that barred a build which is contained in it. */
export function askingAll(line: Line, release: Release): Release {
  const { plan } = release;
  const more = new Set(barsWithin(line, release).flatMap(({ teams }) => teams).filter((team) => !plan.signOff.some((one) => one.team === team)));
  if (more.size === 0) return release;
  const approvals = Math.max(1, ...plan.signOff.map((one) => one.approvals));
  return { ...release, plan: { ...plan, signOff: [...plan.signOff, ...[...more].map((team) => ({ team, approvals }))] } };
}
