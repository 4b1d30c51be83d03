import { commands } from '../../commands/index.ts';
import { compare } from '../engine/changes/changelog.ts';
import { gather } from '../engine/reports/gather.ts';
import { factsBefore } from '../engine/world/start-facts.ts';
import { type Key, writeKey } from '../release/state/keys.ts';
import { startSlack } from '../slack/start.ts';
import { periodAt } from '../summary/period.ts';
import { answerContent } from '../views/answer/answer.ts';
import { formView } from '../views/blocks/form.ts';
import { webListener } from '../web/start.ts';
import { atHome } from './at-home.ts';
import type { Parts } from './parts.ts';

/**
 * Where people and CI come in: Slack, and the web beside it on the same port. Whatever they ask is
 * decided by the ledger; what is to be drawn is left to the lanes.
 */
export function openDoor(parts: Parts): ReturnType<typeof startSlack> {
  const { environment, config, services, ports, tell, fetch, realNow, log, at } = parts;
  const { ledger, clock } = ports;
  const soon = (key: Key) =>
    ledger.wake([{ key: writeKey(key), lane: 'slack', dueAt: clock.now() }]);
  return startSlack({
    commands,
    services,
    ledger,
    people: ports.people,
    clock,
    factsBefore: factsBefore({ ...ports, log }, services),
    tell,
    log,
    changelog: (service, build, from) => compare(ports, service, build, from),
    summary: (span, service) =>
      gather(ports, periodAt(span, clock.now(), config.timezone), service),
    share: (shared) => soon({ kind: 'summary', ...shared }),
    ...atHome(ledger, clock),
    sendTest: (service, person, id) => soon({ kind: 'test', service, person, id }),
    shareChanges: (shared) => soon({ kind: 'changes', ...shared }),
    token: environment.SLACK_BOT_TOKEN,
    appToken: environment.SLACK_APP_TOKEN ?? null,
    signingSecret: environment.SLACK_SIGNING_SECRET ?? null,
    apiUrl: environment.SLACK_API_URL,
    fetch,
    realNow,
    draw: { whisper: answerContent, form: formView },
    otherwise: webOf(parts),
    port: environment.PORT,
    host: environment.HOST,
    at,
  });
}

/** CI registers builds here, and monitoring asks how Davy is. */
function webOf({ environment, services, ports: { ledger, clock }, tell, realNow, log }: Parts) {
  return webListener({
    ledger,
    tell,
    clock,
    realNow,
    services: Object.keys(services),
    secret: environment.BUILDS_SECRET ?? null,
    log,
  });
}
