import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { wantsHelp } from './process/wants-help.ts';
import { setUp } from './setup/set-up.ts';
import { workspace } from './vendors/workspace.ts';

const help = `Sets Davy up: asks, writes davy.yml and davy.env into this folder, prints the manifest
of the Slack app and what CI has to say, and sends one test message. What is there stays.

  npm run setup   reads SLACK_API_URL (a Slack of your own) and SLACK_TEAM_ID, and keeps them
`;

if (wantsHelp(process.argv.slice(2))) process.stdout.write(help);
else process.exitCode = await begin();

async function begin(): Promise<number> {
  const { SLACK_API_URL, SLACK_TEAM_ID } = process.env;
  const told = {
    ...(SLACK_API_URL ? { SLACK_API_URL } : {}),
    ...(SLACK_TEAM_ID ? { SLACK_TEAM_ID } : {}),
  };
  const input = createInterface({ input: process.stdin });
  const lines = input[Symbol.asyncIterator]();
  try {
    const done = await setUp({
      say: (text) => void process.stdout.write(text),
      ask: async (question) => {
        process.stdout.write(question);
        const said = await lines.next();
        if (said.done === true) throw new Error('nobody answers any more');
        return said.value;
      },
      manifest: readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8'),
      secret: () => randomBytes(32).toString('hex'),
      told,
      workspace: (token) =>
        workspace({
          token,
          apiUrl: SLACK_API_URL || 'https://slack.com/api/',
          team: SLACK_TEAM_ID || undefined,
          fetch: globalThis.fetch,
        }),
      write,
    });
    return done ? 0 : 1;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    process.stderr.write(`\nSet-up ended: ${why}. Start it again; what is written stays.\n`);
    return 1;
  } finally {
    // A terminal that is listened to keeps the process running.
    input.close();
  }
}

/** Nobody else reads secrets, and nothing that somebody wrote is lost. */
function write(file: string, text: string, isSecret: boolean): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: isSecret ? 0o600 : 0o644 });
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw cause;
  }
}
