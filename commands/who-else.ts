import { signOff } from '../src/release/approvals.ts';
import type { Decision } from '../src/release/decision.ts';
import type { Roster } from '../src/release/people.ts';
import type { Release } from '../src/release/release.ts';
import type { Desk } from '../src/slack/command.ts';

/** So many names are read at a glance. */
const namedMost = 5;

/** Names of people, as far as the directory tells them. */
export async function namesOf(ids: readonly string[], desk: Desk): Promise<string> {
  const names = await Promise.all(ids.slice(0, namedMost).map((id) => desk.people.person(id).then(({ name }) => name, () => id)));
  const more = ids.length > names.length ? [`${ids.length - names.length} more`] : [];
  const all = [...names, ...more];
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

/** After a press that did not count: who can answer for the teams that are still open. The caller, the one who started it and whoever said yes already are left out. */
export async function whoElse(decision: Decision, release: Release, roster: Roster, desk: Desk): Promise<Decision> {
  if (decision.kind !== 'refused' || !['not-entitled', 'own-release', 'already-approved'].includes(decision.code)) return decision;
  const words = signOff(release, desk.now, roster);
  const open = words.filter(({ by, of }) => by.length < of);
  if (open.length === 0) return decision;
  const said = new Set([desk.caller.id, release.by?.id, ...release.approvals.map(({ by }) => by.id)]);
  const ids = [...new Set(open.flatMap(({ team }) => roster.teams[team] ?? []))].filter((id) => !said.has(id));
  const who = ids.length === 0 ? `Nobody else of ${open.map(({ team }) => team).join(', ')} is there to do it.` : `${await namesOf(ids, desk)} can.`;
  return { ...decision, because: `${decision.because} ${who}` };
}
