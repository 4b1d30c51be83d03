import { type Roster, teamsOf } from '../src/release/people.ts';
import { type Desk, type Reply, type Service, whisper } from '../src/slack/command.ts';
import { dot } from '../src/views/esc.ts';
import { onlyMembers, rosterOf } from './facts.ts';
import { namesOf, onlineNow } from './who-else.ts';

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
  const [first] = services;
  const leads = [...new Set(who)];
  const answer = `${first && services.length === 1 ? leadsOf(first) : 'The approvers of a service'} can ${what}`;
  const online = await onlineNow(leads, desk);
  const names = leads.length === 0 ? 'nobody is in those teams now' : await namesOf(leads, desk);
  return { reply: whisper(`${online === null ? dot(`${answer}: ${names}`) : `${answer}. ${online}`} Nothing changed.`) };
}
