import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger } from '../../src/adapters/open-ledger.ts';
import { build, plan, prerelease } from './a-release.ts';
import { moveOn, start } from './ledger-samples.ts';
import { quietLog } from './quiet-log.ts';
import { shell } from './shell.ts';

const nobody = 'http://127.0.0.1:1';

/** A machine of Davy's with a ledger of its own, where nothing outside answers. */
export function terminalWorld() {
  const dir = mkdtempSync(join(tmpdir(), 'davy-terminal-'));
  const config = join(dir, 'davy.yml');
  const open = () => openLedger({ url: undefined, dataDir: join(dir, 'data'), log: quietLog });
  return {
    config,
    /** The example, where Ana approves for the whiteboard as a person, and Tom is known as well. */
    configure(): void {
      const example = readFileSync('davy.example.yml', 'utf8');
      writeFileSync(
        config,
        example
          .replace('approvers: [S0WHITE]', 'approvers: [S0WHITE, U0ANA]')
          .replace('  ana: U0ANA', '  tom: U0TOM\n  ana: U0ANA'),
      );
    },
    environment: (more: Readonly<Record<string, string>> = {}) => ({
      ...shell,
      NODE_NO_WARNINGS: '1',
      DAVY_CONFIG: config,
      DAVY_DATA: join(dir, 'data'),
      PORT: '0',
      SLACK_API_URL: `${nobody}/api/`,
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 'shhh',
      SENTRY_AUTH_TOKEN: 'x',
      SENTRY_URL: nobody,
      PROMETHEUS_URL: nobody,
      JIRA_URL: nobody,
      JIRA_TOKEN: 'j',
      JIRA_EMAIL: 'davy@example.com',
      PAGERDUTY_BOARD_KEY: 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4',
      PAGERDUTY_EVENTS_URL: nobody,
      ...more,
    }),
    open,
    /** A pre-release that waits for the whiteboard. */
    async waiting(): Promise<void> {
      const { ledger, stop } = await open();
      await start(ledger, 'board', 'rel_1');
      const { id: _, seq: __, ...sample } = prerelease({ kind: 'waiting', since: Date.now() });
      await moveOn(ledger, 'board', 'rel_1', {
        change: {
          ...sample,
          at: Date.now(),
          plan: { ...plan, signOff: [{ team: 'whiteboard', approvals: 1 }] },
        },
        line: { moving: null, live: build('1.41.0'), lastGood: [build('1.40.0')] },
      });
      await ledger.close();
      await stop();
    },
    end: () => rmSync(dir, { recursive: true, force: true }),
  };
}
