import { type Roster, teamsOf } from '../../release/state/people.ts';
import type { Power } from '../../release/state/standing.ts';
import type { CommandContext } from '../context.ts';
import type { Service } from '../../service/service.ts';
import type { Fact } from '../command.ts';
import { privately } from '../reply.ts';
import type { Leads } from '../../texts/leads.ts';
import { onlyMembers, rosterOf } from './facts.ts';
import { isGranted, whoHas } from './standing.ts';
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
  power: Power | null = null,
): Promise<Fact<Leading>> {
  const outside = await onlyMembers(context);
  if (outside) return { kind: 'reply', reply: outside };
  const mine: LedService[] = [];
  const others: { readonly name: string; readonly ids: readonly string[] }[] = [];
  for (const service of services) {
    const roster = await rosterOf(service, context);
    if (roster.kind === 'reply') return roster;
    const leads = await isLead(service, roster.value, power, context);
    if (leads) mine.push({ name: service.name, roster: roster.value });
    else others.push({ name: service.name, ids: await leadsOf(service, power, context) });
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

/** Where davy.yml grants it by itself, that decides; an approver of any team leads otherwise. */
async function isLead(
  { name }: Service,
  roster: Roster,
  power: Power | null,
  context: CommandContext,
): Promise<boolean> {
  return power === null
    ? teamsOf(context.caller, roster, context.now).length > 0
    : isGranted(name, power, context, null);
}

async function leadsOf(
  service: Service,
  power: Power | null,
  { people, caller }: CommandContext,
): Promise<readonly string[]> {
  return whoHas(service, power === null ? ['teams'] : service.may[power], { people, caller });
}
