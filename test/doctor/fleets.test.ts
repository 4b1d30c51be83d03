import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { lookAtWhatIsShared } from '../../src/doctor/fleets.ts';
import { exampleWith } from '../support/example.ts';

/** The example's board, as davy.yml is read. */
function entryWith(balancer: string) {
  const env = {
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: 's',
    SENTRY_AUTH_TOKEN: 's',
    PROMETHEUS_URL: 'http://p',
    PAGERDUTY_BOARD_KEY: 'p',
    JIRA_URL: 'http://j',
    JIRA_TOKEN: 'j',
  };
  const loaded = loadConfig(env, () => exampleWith(['fleet', 'balancer'], balancer));
  if (loaded.kind !== 'loaded') throw new Error(loaded.faults.join());
  const entry = loaded.config.services['board'];
  if (!entry) throw new Error('there is no board');
  return entry;
}

it('names what two services share, so that one would move the users of the other', () => {
  const [one, other] = ['http://127.0.0.1:4412', 'http://127.0.0.1:4413'].map(entryWith);
  if (!one || !other) throw new Error('one is not there');
  expect(
    lookAtWhatIsShared([
      ['board', one],
      ['shop', other],
    ]),
  ).toEqual([]);
  expect(
    lookAtWhatIsShared([
      ['board', one],
      ['shop', one],
      ['news', other],
    ]),
  ).toEqual([
    {
      what: 'board and shop share the balancer http://127.0.0.1:4412',
      well: false,
      todo: 'Give each its own in davy.yml: a release of one would move users of the other',
    },
  ]);
});
