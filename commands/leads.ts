import { type Roster, teamsOf } from '../src/release/people.ts';
import { type Desk, type Reply, type Service, whisper } from '../src/slack/command.ts';
import { dot } from '../src/views/esc.ts';
import { onlyMembers, rosterOf } from './facts.ts';

/** Leads are the approvers of any team: who may freeze a service, and end a freeze. */
export function leadsOf({ teams }: Service): string {
  return `The approvers of ${Object.keys(teams).join(', ')}`;
}

/** A service the caller leads, and the roster that says so. */
export type Led = { readonly name: string; readonly roster: Roster };

/** Of these services, those the caller leads; or the answer that says who does. */
export async function ledBy(services: readonly Service[], what: string, desk: Desk): Promise<{ readonly mine: readonly Led[]; readonly others: readonly Service[] } | { readonly reply: Reply }> {
  const outside = await onlyMembers(desk);
  if (outside) return { reply: outside };
  const mine: Led[] = [];
  let who: readonly string[] = [];
  for (const service of services) {
    const roster = await rosterOf(service, desk);
    if (roster.kind === 'reply') return { reply: roster.reply };
    if (teamsOf(desk.caller, roster.value, desk.now).length > 0) mine.push({ name: service.name, roster: roster.value });
    else who = [...who, ...Object.values(roster.value.teams).flat()];
  }
  if (mine.length > 0) return { mine, others: services.filter(({ name }) => !mine.some((led) => led.name === name)) };
  const names = await Promise.all([...new Set(who)].slice(0, 5).map((id) => desk.people.person(id).then(({ name }) => name, () => id)));
  const [first] = services;
  const answer = `${first && services.length === 1 ? leadsOf(first) : 'The approvers of a service'} can ${what}: ${names.join(', ') || 'nobody is in those teams now'}`;
  return { reply: whisper(`${dot(answer)} Nothing changed.`) };
}
