import { commands } from '../../commands/index.ts';
import { startSlack } from '../slack/start.ts';
import { whyNoImage } from '../config/image-names.ts';
import { answerContent } from '../views/answer/answer.ts';
import { formView } from '../views/blocks/form.ts';
import { webListener } from '../web/start.ts';
import { answersOf } from './common-answers.ts';
import type { Parts } from './parts.ts';

/**
 * Where people and CI come in: Slack, and the web beside it on the same port. Whatever they ask is
 * decided by the ledger; what is to be drawn is left to the lanes.
 */
export function openDoor(parts: Parts): ReturnType<typeof startSlack> {
  const { environment, fetch, realNow, at } = parts;
  return startSlack({
    commands,
    ...answersOf(parts),
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

/** CI registers builds here, vendors say what happened, and monitoring asks how Davy is. */
function webOf(parts: Parts) {
  const { environment, config, services, tell, realNow, log } = parts;
  const { ledger, clock } = parts.ports;
  return webListener({
    ledger,
    tell,
    clock,
    realNow,
    services: Object.keys(services),
    searches: new Map(
      Object.values(services).flatMap(({ name, images }) => (images ? [[name, images]] : [])),
    ),
    whyNoImage: (line, image) => {
      const entry = config.services[line];
      return entry === undefined ? null : whyNoImage(entry.fleet.kind, image);
    },
    secret: environment.BUILDS_SECRET ?? null,
    webhooks: {
      pagerDuty: environment.PAGERDUTY_WEBHOOK_SECRET ?? null,
      sentry: environment.SENTRY_WEBHOOK_SECRET ?? null,
    },
    projects: new Map(
      Object.entries(config.services).flatMap(([service, { watch }]) =>
        watch.sentry === undefined ? [] : [[service, watch.sentry.project]],
      ),
    ),
    log,
  });
}
