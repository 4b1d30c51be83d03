import { type Roster, teamsOf } from '../../release/state/people.ts';
import type { CommandContext } from '../context.ts';
import type { Service } from '../../service/service.ts';
import type { Fact } from '../command.ts';
import { privately } from '../reply.ts';
import type { Leads } from '../../texts/leads.ts';
import { onlyMembers, rosterOf } from './facts.ts';
import { namesOf, onlineNow } from './who-else.ts';

/** A service the caller leads, and the roster that says so. */
type LedService = { readonly name: string; readonly roster: Roster };

/** A service the caller does not lead, and who does. */
type NotLed = { readonly name: string; readonly leads: readonly string[] };

/** Of some services, those the caller leads, and the others. */
export type Leading = { readonly mine: readonly LedService[]; readonly others: readonly NotLed[] };

/**
 * Leads are the approvers of any team: who may freeze a service, and end a freeze. Of these
 * services, those the caller leads; or the answer that says who does.
 */
export async function ledBy(
  services: readonly Service[],
  may: (teams: readonly string[], who: Leads) => string,
  context: CommandContext,
): Promise<Fact<Leading>> {
  const outside = await onlyMembers(context);
  if (outside) return { kind: 'reply', reply: outside };
  const mine: LedService[] = [];
  const others: { readonly name: string; readonly ids: readonly string[] }[] = [];
  for (const service of services) {
    const roster = await rosterOf(service, context);
    if (roster.kind === 'reply') return roster;
    if (teamsOf(context.caller, roster.value, context.now).length > 0)
      mine.push({ name: service.name, roster: roster.value });
    else
      others.push({
        name: service.name,
        ids: [...new Set(Object.values(roster.value.teams).flat())],
      });
  }
  if (mine.length > 0)
    return {
      kind: 'known',
      value: {
        mine,
        others: await Promise.all(
          others.map(async ({ name, ids }) => ({ name, leads: await namesOf(ids, context) })),
        ),
      },
    };
  const [first] = services;
  const leads = [...new Set(others.flatMap(({ ids }) => ids))];
  const teams = first && services.length === 1 ? first.teams.map(({ name }) => name) : [];
  return {
    kind: 'reply',
    reply: privately(
      may(teams, { online: await onlineNow(leads, context), names: await namesOf(leads, context) }),
    ),
  };
}
