import { printFault, readDavyYml } from '../config/read.ts';
import { askFor, type Talk } from './ask.ts';
import { askService, type SlackLists } from './choose-service.ts';
import { ciSnippets } from './ci.ts';
import { manifestFor } from './manifest.ts';
import { type Chosen, firstYml } from './write-yml.ts';

/** What set-up needs of the machine and of Slack. */
export type SetupWorld = Talk & {
  readonly manifest: string;
  /** A new secret, each time it is asked. */
  readonly secret: () => string;
  /** What the environment says of Slack already: Davy has to be told the same. */
  readonly told: Readonly<Record<string, string>>;
  readonly workspace: (token: string) => {
    read(): Promise<SlackLists & { readonly team: string }>;
    post(channel: string, text: string): Promise<void>;
  };
  /** Writes a file that is not there yet; false where it is. */
  readonly write: (file: string, text: string, isSecret: boolean) => boolean;
};

const files = { yml: 'davy.yml', env: 'davy.env' } as const;

/** From nothing to a Davy that can start: asks, writes, tries, and says what to do next. */
export async function setUp(world: SetupWorld): Promise<boolean> {
  world.say(`Sets Davy up: asks what it has to know, writes ${files.yml} and ${files.env} here
(never over one that is there), and sends one test message. Ctrl-C ends it; nothing is kept then.

`);
  const address = await askAddress(world);
  world.say(`\n1. The Slack app. Open https://api.slack.com/apps, Create New App, From a manifest,
   and paste what stands between the lines. Then Install to Workspace.

${line}${manifestFor(world.manifest, address)}${line}
`);
  const { token, slack, place } = await askWorkspace(world);
  const secrets = {
    SLACK_BOT_TOKEN: token,
    ...(await askSecrets(world, address === null)),
    ...world.told,
  };
  world.say(`\n2. What Davy releases.\n`);
  const chosen = await askService(world, place);
  const yml = firstYml(chosen);
  const env = envText(secrets, chosen);
  world.say('\n3. What is written.\n');
  for (const [file, text, isSecret] of [
    [files.yml, yml, false],
    [files.env, env, true],
  ] as const)
    world.say(
      world.write(file, text, isSecret)
        ? `   ${file} is written.\n`
        : `   ${file} is there already and stays as it is. It would have been:\n\n${text}\n`,
    );
  await tryOut(world, slack, chosen);
  // What is to be filled in is no fault of what was answered.
  const read = readDavyYml(
    yml,
    Object.fromEntries((chosen.pager?.secrets ?? []).map((name) => [name, world.secret()])),
  );
  // What was answered is kept: a line is mended sooner than all is asked again.
  const faults = 'faults' in read ? read.faults : [];
  for (const fault of faults)
    world.say(`   ✗ Mend this line first: ${printFault(files.yml, fault)}\n`);
  sayRest(world, chosen, address);
  return faults.length === 0;
}

const line = `${'-'.repeat(78)}\n`;

async function askAddress(world: SetupWorld): Promise<string | null> {
  const said = await askFor(
    world,
    'Where do Slack and CI reach Davy? (https://…; empty: Slack needs not, by Socket Mode)',
    {
      usual: '',
      fits: /^(https:\/\/[\w.-]+(:\d+)?\/?)?$/,
      otherwise: 'Write https://davy.acme.example',
    },
  );
  return said === '' ? null : said.replace(/\/$/, '');
}

/** A token that Slack does not take is asked for again: nobody pastes everything twice. */
async function askWorkspace(world: SetupWorld) {
  for (;;) {
    const token = await askFor(world, 'Bot User OAuth Token (OAuth & Permissions)', {
      fits: /^xox[be]-\S+$/,
      otherwise: 'It begins with xoxb-',
    });
    const slack = world.workspace(token);
    try {
      const place = await slack.read();
      world.say(`  Slack answers: this is ${place.team}.\n`);
      return { token, slack, place };
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      if (!/\b(invalid_auth|not_authed|token_revoked|account_inactive)\b/.test(why)) throw cause;
      world.say(`  Slack does not take this token (${why}). Install the app, and copy it anew\n`);
    }
  }
}

async function askSecrets(
  world: SetupWorld,
  isSocket: boolean,
): Promise<Readonly<Record<string, string>>> {
  const other = isSocket
    ? ([
        'SLACK_APP_TOKEN',
        await askFor(world, 'App-Level Token with connections:write (Basic Information)', {
          fits: /^xapp-\S+$/,
          otherwise: 'It begins with xapp-',
        }),
      ] as const)
    : ([
        'SLACK_SIGNING_SECRET',
        await askFor(world, 'Signing Secret (Basic Information)', {
          fits: /^\S{8,}$/,
          otherwise: 'It is a long word',
        }),
      ] as const);
  return { [other[0]]: other[1], BUILDS_SECRET: world.secret() };
}

function envText(secrets: Readonly<Record<string, string>>, chosen: Chosen): string {
  const later = [
    ...(chosen.sentry ? ['SENTRY_AUTH_TOKEN'] : []),
    ...(chosen.counted !== null || 'users' in chosen.fleet ? ['PROMETHEUS_URL'] : []),
    ...(chosen.pager?.secrets ?? []),
    ...(chosen.tickets ? ['JIRA_URL', 'JIRA_EMAIL', 'JIRA_TOKEN'] : []),
  ];
  return [
    ...Object.entries(secrets).map(([name, value]) => `${name}=${value}`),
    ...later.map((name) => `${name}=`),
    '',
  ].join('\n');
}

async function tryOut(
  world: SetupWorld,
  slack: ReturnType<SetupWorld['workspace']>,
  { channel, service }: Chosen,
): Promise<void> {
  try {
    await slack.post(channel, `Davy can write here. Releases of ${service} will be shown here.`);
    world.say('   A test message stands in the channel.\n');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    world.say(`   ✗ The test message did not arrive (${why}). Say /invite @Davy in the channel.\n`);
  }
}

function sayRest(world: SetupWorld, { service, fleet }: Chosen, address: string | null): void {
  const isOnEc2 = fleet['kind'] === 'ec2';
  world.say(
    `\n4. CI tells Davy of each build. Give it BUILDS_SECRET of ${files.env} as a secret.\n`,
  );
  if (address === null)
    world.say('   Write where CI reaches Davy in place of https://davy.example.com.\n');
  for (const { name, text } of ciSnippets(
    service,
    address ?? 'https://davy.example.com',
    isOnEc2 ? 'ami' : 'digest',
  ))
    world.say(`\n== ${name}\n\n${text}`);
  world.say(`
5. Next. What is empty in ${files.env} has to be filled in first. Batches, the time of day, owners
   of paths, jobs and all else that was not asked: davy.example.yml explains it.
${isOnEc2 ? onAws : ''}
   set -a; . ./${files.env}; set +a
   npm run doctor     looks at every account; mend what it shows
   npm start
${address === null ? '' : slackRetries}
   Register the version that is live as CI would, and say /release live ${service} <version>.
   Then register the next one, and say /prerelease ${service}.
`);
}

const onAws = '   AWS: Davy needs deploy/aws/policy.json, filled in (docs/ec2.md).\n';
const slackRetries = `
   Slack looked for Davy before it ran: press Retry in the app, under Event Subscriptions.
`;
