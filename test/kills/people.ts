import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '../../playground/call.ts';
import type { Build } from '../../playground/repository/create.ts';
import type { Shown } from '../../playground/stories/slack-journal.ts';
import { until } from '../../playground/stories/until.ts';
import { cardOf, cast, register, releases, type Stage } from '../../playground/stories/stage.ts';

const patienceMs = 15 * 60_000;
/**
 * What Slack was told is taken is answered within this, also when the process that took it died:
 * longer than a delivery is lent, and several lives.
 */
const answerWithinMs = 120_000;
/** Whoever was asked to press again in ten seconds does. */
const clickAgainMs = 10_000;

const endings: readonly (readonly [words: RegExp, outcome: string])[] = [
  [/is live for all users/, 'live'],
  [/was rolled back/, 'rolled back'],
  [/stopped before it was done/, 'failed'],
  [/was (?:stopped|declined|replaced)|got no approval/, 'ended otherwise'],
  [/is stuck/, 'stuck'],
];

/** Tells Davy of a build, as CI does: again, until it is taken. Answers its card. */
export async function bringIn(stage: Stage, build: Build): Promise<Shown> {
  await insist(() => register(stage.world, build));
  return cardOf(stage, build.version);
}

/**
 * Types a command until Davy answers in these words: after a rollback, say, it first has to finish
 * what it does.
 */
export async function typeUntilAnswered(
  stage: Stage,
  user: string,
  text: string,
  answer: RegExp,
): Promise<void> {
  await insist(async () => {
    const before = await stage.slack.seq();
    await typeUntilTaken(stage, user, text);
    await stage.slack.whisper(
      user,
      before,
      `an answer to ${text}`,
      (said) => answer.test(said),
      10_000,
    );
  });
}

/** Types a command until Slack says that Davy took it. */
export async function typeUntilTaken(
  { world, slack }: Stage,
  user: string,
  text: string,
): Promise<void> {
  await insist(async () => {
    await world.davy.ready();
    await slack.type(user, releases, text);
  });
}

/**
 * Types a command until Slack says that Davy took it, and then never again: what was acknowledged
 * is answered. Only who reads that it was not saved types it anew, as it says.
 */
export async function typeOnce(stage: Stage, user: string, text: string): Promise<void> {
  await insist(async () => {
    const before = await stage.slack.seq();
    await typeUntilTaken(stage, user, text);
    const said = await answered(stage, user, before, text);
    if (said.startsWith('Not saved.')) throw new Error(`${text} was not saved`);
  });
}

/**
 * From now on Slack brings so many clicks and commands once more, a while later, as if their
 * answers had been lost.
 */
export async function repeatDeliveries({ world }: Stage, times: number): Promise<void> {
  await call(`${world.addresses.slack}/_control/faults`, 'POST', {
    kind: 'duplicate',
    times,
    afterMs: 4_000,
  });
}

/** Asks by a mention, once: Slack brings it again until it is taken. */
export async function askByMention(stage: Stage, card: Shown): Promise<void> {
  const before = await stage.slack.seq();
  await stage.slack.type(cast.developer, card.channel, '@Davy status', card.ts);
  await answered(stage, cast.developer, before, 'a mention');
}

async function answered(
  { slack }: Stage,
  user: string,
  after: number,
  what: string,
): Promise<string> {
  return until(
    `an answer to ${what}, which was acknowledged`,
    async () =>
      (await slack.journal()).flatMap((entry) =>
        entry.kind === 'whispered' &&
        entry.seq > after &&
        entry.ephemeral.to === user &&
        entry.ephemeral['user'] !== 'USLACKBOT'
          ? [entry.ephemeral.text ?? '']
          : [],
      )[0],
    answerWithinMs,
  );
}

/**
 * Follows a build through its thread: Ana approves when she is asked, after `asked`; answers how
 * the card says it ended.
 */
export async function follow(
  stage: Stage,
  card: Shown,
  asked: () => Promise<void> = async () => undefined,
): Promise<string> {
  const { slack, say } = stage;
  let clickedAt = 0;
  let isAsked = false;
  for (const startedAt = Date.now(); Date.now() - startedAt < patienceMs; await sleep(300)) {
    const messages = await slack.messages();
    const { text = '' } =
      messages.find(({ ts, channel }) => ts === card.ts && channel === card.channel) ?? {};
    const outcome = endings.find(([words]) => words.test(text))?.[1];
    if (outcome !== undefined) return outcome;
    const question = messages.find(
      ({ thread, blocks }) => thread === card.ts && blocks.includes('"release approve"'),
    );
    if (!question || Date.now() - clickedAt < clickAgainMs) continue;
    if (!isAsked) await asked();
    isAsked = true;
    const before = await slack.seq();
    if (
      !(await slack.click(cast.approver, question, 'release approve').then(
        () => true,
        () => false,
      ))
    )
      continue;
    say('Ana presses Approve');
    await answered(stage, cast.approver, before, 'Approve');
    clickedAt = Date.now();
  }
  return 'never ended';
}

async function insist(act: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await act();
    } catch (cause) {
      if (tries >= 60) throw cause;
      await sleep(1_000);
    }
  }
}
