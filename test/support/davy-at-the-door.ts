import { frontDesk } from './front-desk.ts';
import { inboxOfMaps } from './inbox-of-maps.ts';
import { type Heard, openDoor } from './open-door.ts';
import { slackOverHttp } from './slack-over-http.ts';

const secret = 'shhh';

/** Davy's Slack side over HTTP or the socket, before a desk whose ledger is made of maps. */
export async function davyAtTheDoor(transport: 'http' | 'socket' = 'http') {
  const context = frontDesk();
  const slack = await slackOverHttp(secret, transport);
  const inbox = inboxOfMaps();
  const heard: Heard = { logged: [], opened: [] };
  const start = () =>
    openDoor(context, inbox, heard, {
      apiUrl: slack.apiUrl,
      token: 'xoxb-test',
      ...(transport === 'socket'
        ? { appToken: 'xapp-test', signingSecret: null }
        : { appToken: null, signingSecret: secret }),
    });
  let davy = await start();
  slack.state.davy = `http://127.0.0.1:${davy.port}`;
  return {
    desk: context,
    slack,
    inbox,
    ...heard,
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
