import { commands } from '../../commands/index.ts';
import type { Ledger } from '../../src/ports.ts';
import { startSlack } from '../../src/slack/start.ts';
import { formView } from '../../src/views/form.ts';
import { whisperContent } from '../../src/views/whisper.ts';
import { frontDesk } from './front-desk.ts';
import { inboxOfMaps } from './inbox-of-maps.ts';
import { slackOverHttp } from './slack-over-http.ts';

const secret = 'shhh';

/** Davy's Slack side over HTTP or the socket, before a desk whose ledger is made of maps. */
export async function davyAtTheDoor(transport: 'http' | 'socket' = 'http') {
  const desk = frontDesk();
  const slack = await slackOverHttp(secret, transport);
  const inbox = inboxOfMaps();
  const opened: string[] = [];
  const logged: { readonly level: string; readonly facts: object; readonly text: string }[] = [];
  const say = (level: string) => (facts: object, text: string) => void logged.push({ level, facts, text });
  const { ledger, people, ...own } = desk.deskFor('U0DAVY', {});
  const start = () =>
    startSlack({
      commands, services: desk.services, people, tell: (about, event) => own.tell(about, event), changelog: (...words) => own.changelog(...words), lineage: (...words) => own.lineage(...words), summary: (...words) => own.summary(...words), share: (what) => own.share(what), shareChanges: (what) => own.shareChanges(what), sendTest: (service) => own.sendTest(service),
      homeOpened: async (person) => void opened.push(person), changeReader: (person, change) => desk.deskFor(person, {}).changeReader(change),
      // Only what this side uses is there; the contract test tries whole ledgers.
      ledger: { ...ledger, ...inbox } as unknown as Ledger,
      fleet: (service) => own.fleet(service) as never,
      clock: { now: () => desk.state.now, wall: (at) => at },
      log: { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') },
      token: 'xoxb-test', ...(transport === 'socket' ? { appToken: 'xapp-test', signingSecret: null } : { appToken: null, signingSecret: secret }), apiUrl: slack.apiUrl, fetch: globalThis.fetch, realNow: () => Date.now(),
      draw: { whisper: whisperContent, form: formView },
      otherwise: (_, response) => void response.writeHead(404).end('elsewhere'),
      port: 0, host: '127.0.0.1',
    });
  let davy = await start();
  slack.state.davy = `http://127.0.0.1:${davy.port}`;
  return {
    desk, slack, inbox, logged, opened,
    async restart() {
      await davy.stop();
      davy = await start();
      slack.state.davy = `http://127.0.0.1:${davy.port}`;
    },
    async stop() {
      await davy.stop();
      await slack.close();
    },
  };
}
