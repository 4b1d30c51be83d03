import { type Roster, teamsOf } from '../../release/state/people.ts';
import type { Desk, Service } from '../context.ts';
import { type Reply, whisper } from '../reply.ts';
import { onlyMembers, rosterOf } from './facts.ts';
import { namesOf, onlineNow } from './who-else.ts';

/** A service the caller leads, and the roster that says so. */
export type Led = { readonly name: string; readonly roster: Roster };

/** A service the caller does not lead, and who does. */
export type Unled = { readonly name: string; readonly leads: readonly string[] };

/** Those who may, by name, and those of them who are at their desk in a sentence. */
type Leads = { readonly online: string | null; readonly names: readonly string[] };

/**
 * Leads are the approvers of any team: who may freeze a service, and end a freeze. Of these
 * services, those the caller leads; or the answer that says who does.
 */
export async function ledBy(
  services: readonly Service[],
  may: (teams: readonly string[], who: Leads) => string,
  desk: Desk,
): Promise<
  { readonly mine: readonly Led[]; readonly others: readonly Unled[] } | { readonly reply: Reply }
> {
  const outside = await onlyMembers(desk);
  if (outside) return { reply: outside };
  const mine: Led[] = [];
  const others: { readonly name: string; readonly ids: readonly string[] }[] = [];
  for (const service of services) {
    const roster = await rosterOf(service, desk);
    if (roster.kind === 'reply') return { reply: roster.reply };
    if (teamsOf(desk.caller, roster.value, desk.now).length > 0)
      mine.push({ name: service.name, roster: roster.value });
    else
      others.push({
        name: service.name,
        ids: [...new Set(Object.values(roster.value.teams).flat())],
      });
  }
  if (mine.length > 0)
    return {
      mine,
      others: await Promise.all(
        others.map(async ({ name, ids }) => ({ name, leads: await namesOf(ids, desk) })),
      ),
    };
  const [first] = services;
  const leads = [...new Set(others.flatMap(({ ids }) => ids))];
  const teams = first && services.length === 1 ? Object.keys(first.teams) : [];
  return {
    reply: whisper(
      may(teams, { online: await onlineNow(leads, desk), names: await namesOf(leads, desk) }),
    ),
  };
}
