import { cut, planting, type Plant } from '../plant.ts';

const plant = planting('whole', 'users');
const effects = 'effects: tickets ? [tickets] : []';

/** What is ordered and has to arrive: tickets, the pager's end of a call, the line's own record. */
export const promisedPlants: readonly Plant[] = [
  plant(
    'a pager that does not take the end of an incident is told no more',
    11,
    cut(
      'engine/page/page.ts',
      'else await pager.resolve(service, effect.key);',
      'else await pager.resolve(service, effect.key).catch(() => undefined);',
    ),
  ),
  plant(
    'canaries count as servers of the fleet',
    1,
    cut(
      'release/start/start-facts.ts',
      "state === 'ready' && !canaries.has(release)",
      "state === 'ready' || canaries.has(release)",
    ),
  ),
  plant(
    'the tickets of what is live are left as they are',
    6,
    cut('release/servers/observed-release.ts', effects, 'effects: []'),
  ),
  plant(
    'the tickets of what was taken back are not told',
    3,
    cut('release/servers/observed-rollback.ts', effects, 'effects: []'),
  ),
  plant(
    'the record of the line leaves out what a release did to it',
    1,
    cut(
      'adapters/ledger/raised.ts',
      'const lineToo = !(release ?? born) || !isDeepStrictEqual(unmeasured, before);',
      'const lineToo = !(release ?? born);',
    ),
  ),
  plant(
    'nobody goes round to remind people',
    693,
    cut(
      'engine/world/reconcile-service.ts',
      'remindersDue(overdueIn(release, facts.gone), release.reminders, facts, at).length > 0',
      'remindersDue(overdueIn(release, facts.gone), release.reminders, facts, at).length > 99',
    ),
  ),
];
