import type { Behaviour } from '../repository/behaviours.ts';
import type { Build } from '../repository/create.ts';
import { registerBuild } from '../davy/register.ts';
import type { World } from '../world.ts';
import { usersOf } from './figures.ts';
import { slackClient, type SlackClient } from './slack.ts';
import type { Shown } from './slack-journal.ts';
import { until } from './until.ts';

/** The people of a story by what they do. */
export const cast = {
  developer: 'U0PRIYA',
  approver: 'U0ANA',
  second: 'U0TOM',
  oncall: 'U0NOOR',
  guest: 'U0GUS',
} as const;

/** Where releases are talked about. */
export const releases = 'C0RELEASES';

/** What a story plays on. */
export type Stage = {
  readonly world: World;
  readonly slack: SlackClient;
  /** Writes one line of the transcript. */
  readonly say: (text: string) => void;
};

/** Sets the stage: users are drawing, and Davy has been told what is live. */
export async function setStage(world: World, say: (text: string) => void): Promise<Stage> {
  const slack = slackClient(world.addresses.slack);
  const stage = { world, slack, say };
  await tellWhatIsLive(stage);
  const { connected } = await until('30 users', async () => {
    const users = await usersOf(world);
    return users.connected >= 30 ? users : undefined;
  });
  say(`${connected} users are on ${world.sample} ${world.repository.live.version}`);
  return stage;
}

/** Davy finds what serves and asks; a person answers with one press. */
export async function tellWhatIsLive({ world, slack, say }: Stage): Promise<void> {
  const { live } = world.repository;
  await register(world, live);
  const asked = await slack.see(
    'the question what is live',
    ({ channel, blocks }) =>
      channel === releases && blocks.includes('"release live"') && blocks.includes(live.version),
  );
  say(`Davy: ${asked.text}`);
  await slack.click(cast.approver, asked, 'release live');
  await slack.whisper(cast.approver, asked.seq, 'the answer that it is recorded', (text) =>
    text.includes('recorded'),
  );
  await slack.see(
    `the card of ${live.version}`,
    (message) => message.channel === releases && message.text.includes(`${live.version} is live`),
  );
  say(`Ana presses Record ${live.version} as Live`);
}

/** CI tells Davy of a build; what the build will do to its users is not part of what is told. */
export function register(world: World, { version, commit, image, checks }: Build): Promise<void> {
  return registerBuild(world.davy.url, { service: world.sample, version, commit, image, checks });
}

/** A build that behaves so, whatever it is called under this seed. */
export function buildThat({ repository }: World, behaviour: Behaviour): Build {
  const build = repository.builds.find((one) => one.behaviour === behaviour);
  if (!build) throw new Error(`no build of this repository is ${behaviour}`);
  return build;
}

/** Registers a build, waits for its card, and starts its pre-release by typing. */
export async function prerelease(stage: Stage, build: Build): Promise<Shown> {
  const { world, slack, say } = stage;
  await register(world, build);
  const card = await cardOf(stage, build.version);
  say(`Davy: ${card.text}`);
  const asked = `/prerelease ${world.sample} ${build.version}`;
  await slack.type(cast.developer, releases, asked);
  say(`Priya types ${asked}`);
  await inThread(stage, card, 'the pre-release', (text) => text.includes(build.version));
  return card;
}

/**
 * Waits for the card of a build: the one whose head is the build's name. The card of the service
 * names it as well, as what comes next, and may be there first.
 */
export function cardOf({ world, slack }: Stage, version: string): Promise<Shown> {
  const name = `${world.sample} ${version} `;
  return slack.see(
    `the card of ${version}`,
    ({ thread, channel, text }) =>
      thread === null && channel === releases && text.includes(name) && !text.includes('. Next: '),
  );
}

/** Waits for a reply under a card, in any wording it ever has. */
export async function inThread(
  { slack, say }: Stage,
  card: Shown,
  what: string,
  find: (text: string, blocks: string) => boolean,
): Promise<Shown> {
  const found = await slack.see(
    what,
    (message) => message.thread === card.ts && find(message.text, message.blocks),
  );
  say(`Davy, in the thread: ${found.text}`);
  return found;
}

/** Waits until the card itself says it. */
export async function onCard(
  { slack, say }: Stage,
  card: Shown,
  what: string,
  find: (text: string, blocks: string) => boolean,
): Promise<Shown> {
  const found = await slack.see(
    what,
    ({ ts, channel, text, blocks }) =>
      ts === card.ts && channel === card.channel && find(text, blocks),
  );
  say(`Davy: ${found.text}`);
  return found;
}

/** Ana presses Approve as soon as she is asked. */
export async function approve(stage: Stage, card: Shown): Promise<void> {
  const question = await inThread(stage, card, 'the question for approval', (_, blocks) =>
    blocks.includes('"release approve"'),
  );
  await stage.slack.click(cast.approver, question, 'release approve');
  stage.say('Ana presses Approve');
}
