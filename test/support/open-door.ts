import { commands } from '../../commands/index.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import { startSlack } from '../../src/slack/start.ts';
import { formView } from '../../src/views/blocks/form.ts';
import { answerContent } from '../../src/views/answer/answer.ts';
import type { frontDesk } from './front-desk.ts';
import type { inboxOfMaps } from './inbox-of-maps.ts';

/** Where Slack is, and what proves that it speaks. */
export type Where = {
  readonly apiUrl: string;
  readonly token: string;
  readonly appToken: string | null;
  readonly signingSecret: string | null;
};

/** What Davy wrote into its log, and whose Home tabs were opened. */
export type Heard = {
  readonly logged: { readonly level: string; readonly facts: object; readonly text: string }[];
  readonly opened: string[];
};

/** Opens Davy's Slack side before a desk whose ledger is made of maps. */
export function openDoor(
  context: ReturnType<typeof frontDesk>,
  inbox: ReturnType<typeof inboxOfMaps>,
  { logged, opened }: Heard,
  where: Where,
) {
  const say = (level: string) => (facts: object, text: string) =>
    void logged.push({ level, facts, text });
  const { ledger, people, ...own } = context.deskFor('U0DAVY', {});
  return startSlack({
    commands,
    services: context.services,
    people,
    tell: (about, event) => context.tell(about, event),
    changelog: (...words) => own.changelog(...words),
    factsBefore: own.factsBefore,
    summary: (...words) => own.summary(...words),
    rehearse: (service) => own.rehearse(service),
    share: (what) => own.share(what),
    shareChanges: (what) => own.shareChanges(what),
    sendTest: (service) => own.sendTest(service),
    homeOpened: async (person) => void opened.push(person),
    changeReader: (person, change) => context.deskFor(person, {}).changeReader(change),
    // Only what this side uses is there; the contract test tries whole ledgers.
    ledger: {
      ...ledger,
      ...inbox,
      reader: (person: string) => context.deskFor(person, {}).reader(),
      wake: async () => undefined,
      saveMessage: async () => undefined,
    } as unknown as Ledger,
    clock: { now: () => context.state.now, wall: (at) => at },
    log: { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') },
    ...where,
    fetch: globalThis.fetch,
    realNow: () => Date.now(),
    draw: { whisper: answerContent, form: formView },
    otherwise: (_, response) => void response.writeHead(404).end('elsewhere'),
    port: 0,
    host: '127.0.0.1',
  });
}
