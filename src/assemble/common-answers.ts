import type { CommandContext } from '../command-kit/context.ts';
import { compare } from '../engine/changes/changelog.ts';
import { rehearsals } from '../engine/watch/rehearse.ts';
import { gather } from '../engine/reports/gather.ts';
import { factsBefore } from '../engine/world/start-facts.ts';
import { type Key, writeKey } from '../release/state/keys.ts';
import { periodAt } from '../summary/period.ts';
import { atHome } from './at-home.ts';
import type { Parts } from './parts.ts';

/**
 * What answers are made of, wherever they are asked for: in Slack and at the terminal the same
 * facts decide. What is to be drawn is left to the lanes.
 */
export function answersOf({ config, services, ports, tell, realNow, log }: Parts) {
  const { ledger, clock } = ports;
  const soon = (key: Key) =>
    ledger.wake([{ key: writeKey(key), lane: 'slack', dueAt: clock.now() }]);
  return {
    services,
    ledger,
    people: ports.people,
    clock,
    factsBefore: factsBefore({ ...ports, log }, services),
    tell,
    log,
    changelog: (...[service, build, from]: Compare) => compare(ports, service, build, from),
    summary: (...[span, service]: Summarise) =>
      gather(ports, periodAt(span, clock.now(), config.timezone), service, Object.keys(services)),
    rehearse: rehearsals({ ledger, realNow }),
    share: (shared: Omit<Extract<Key, { kind: 'summary' }>, 'kind'>) =>
      soon({ kind: 'summary', ...shared }),
    ...atHome(ledger, clock),
    sendTest: (service: string, person: string, id: string) =>
      soon({ kind: 'test', service, person, id }),
    shareChanges: (shared: Omit<Extract<Key, { kind: 'changes' }>, 'kind'>) =>
      soon({ kind: 'changes', ...shared }),
  };
}

type Compare = Parameters<CommandContext['changelog']>;
type Summarise = Parameters<CommandContext['summary']>;
