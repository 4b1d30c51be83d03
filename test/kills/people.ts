import { setTimeout as sleep } from 'node:timers/promises';
import type { Build } from '../../playground/repository/create.ts';
import type { Shown } from '../../playground/stories/slack.ts';
import { cast, register, releases, type Stage } from '../../playground/stories/stage.ts';

const patienceMs = 15 * 60_000;
/** Somebody who sees no answer to a click clicks again. */
const clickAgainMs = 20_000;

const endings: readonly (readonly [words: RegExp, outcome: string])[] = [
  [/is live for all users/, 'live'],
  [/was rolled back/, 'rolled back'],
  [/stopped before it was done/, 'failed'],
  [/was (?:stopped|declined|replaced)|got no approval/, 'ended otherwise'],
  [/is stuck/, 'stuck'],
];

/** Tells Davy of a build, as CI does: again, until it is taken. Answers its card. */
export async function bringIn({ world, slack }: Stage, build: Build): Promise<Shown> {
  await insist(() => register(world, build));
  return slack.see(`the card of ${build.version}`, ({ thread, channel, text }) => thread === null && channel === releases && text.includes(build.version), 60_000);
}

/** Types a command until Davy answers in these words: after a rollback, say, it first has to finish what it does. */
export async function typeUntilAnswered(stage: Stage, user: string, text: string, answer: RegExp): Promise<void> {
  await insist(async () => {
    const before = await stage.slack.seq();
    await typeUntilTaken(stage, user, text);
    await stage.slack.whisper(user, before, `an answer to ${text}`, (said) => answer.test(said), 10_000);
  });
}

/** Types a command until Slack says that Davy took it. */
export async function typeUntilTaken({ world, slack }: Stage, user: string, text: string): Promise<void> {
  await insist(async () => {
    await world.davy.ready();
    await slack.type(user, releases, text);
  });
}

/** Follows a build through its thread: Ana approves when she is asked; answers how the card says it ended. */
export async function follow({ slack, say }: Stage, card: Shown): Promise<string> {
  let clickedAt = 0;
  for (const startedAt = Date.now(); Date.now() - startedAt < patienceMs; await sleep(300)) {
    const messages = await slack.messages();
    const { text = '' } = messages.find(({ ts, channel }) => ts === card.ts && channel === card.channel) ?? {};
    const outcome = endings.find(([words]) => words.test(text))?.[1];
    if (outcome !== undefined) return outcome;
    const question = messages.find(({ thread, blocks }) => thread === card.ts && blocks.includes('"release approve"'));
    if (!question || Date.now() - clickedAt < clickAgainMs) continue;
    const taken = await slack.click(cast.approver, question, 'release approve').then(() => true, () => false);
    if (taken) clickedAt = Date.now();
    if (taken) say('Ana presses Approve');
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
