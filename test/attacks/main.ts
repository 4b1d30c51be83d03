import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildThat,
  inThread,
  prerelease,
  setStage,
  type Stage,
} from '../../playground/stories/stage.ts';
import type { Shown } from '../../playground/stories/slack-journal.ts';
import { startWorld } from '../../playground/world.ts';
import { wantsHelp } from '../../src/process/wants-help.ts';
import { isItSlack } from './is-it-slack.ts';
import type { Attack, Outcome, Target } from './target.ts';
import { whatIsSent } from './what-is-sent.ts';
import { whoIsIt } from './who-is-it.ts';

const help = `Attacks a Davy that runs, with a release that waits for its approval, and prints what
came of each attack.

  npm run attacks
`;

if (wantsHelp(process.argv.slice(2))) process.stdout.write(help);
else process.exitCode = await run();

async function run(): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'davy-attacks-'));
  // Davy's database may run as another user, who has to get through here.
  chmodSync(dir, 0o755);
  const say = (text: string) => console.error(text);
  const path = process.env['PATH'] ?? '';
  const world = await startWorld({
    dir,
    slackPort: 0,
    seed: 8,
    speed: 1,
    path,
    pace: { soak: '8s' },
  });
  try {
    const stage = await setStage(world, say);
    const card = await prerelease(stage, buildThat(world, 'healthy'));
    return await attackAll(await targetOf(stage, card));
  } finally {
    await world.stop(true);
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The question that waits for an answer, as whoever looks into Slack sees it. */
async function targetOf(stage: Stage, card: Shown): Promise<Target> {
  const { url } = stage.world.davy;
  const asked = await inThread(
    stage,
    card,
    'the question who approves',
    (_, blocks) => blocks.includes('"release decline"') && blocks.includes('"release approve"'),
  );
  const value = valueIn(JSON.parse(asked.blocks));
  if (value === null) throw new Error('nothing is asked, so nothing can be forged');
  const state = async () => {
    const page = await (await fetch(`${url}/metrics`)).text();
    const open = page.split('\n').filter((line) => line.startsWith('davy_releases_open{'));
    const phases = open.map((line) => line.replace(/^.*phase="([\w-]+)".* /, '$1 '));
    // One approval of two moves nothing yet, and is told all the same.
    const messages = (await stage.slack.messages()).map(({ text, blocks }) => text + blocks);
    return [...phases, `${messages.join('').split('Approved by').length - 1} told`].join(', ');
  };
  return { url, state, ask: { value, channel: asked.channel, ts: asked.ts } };
}

/** What the approving button carries, wherever in the blocks it stands. */
function valueIn(blocks: unknown): string | null {
  if (typeof blocks !== 'object' || blocks === null) return null;
  if ('action_id' in blocks && blocks.action_id === 'release approve' && 'value' in blocks)
    return String(blocks.value);
  return Object.values(blocks).reduce<string | null>((found, one) => found ?? valueIn(one), null);
}

async function attackAll(target: Target): Promise<number> {
  const attacks: readonly Attack[] = [...whoIsIt, ...isItSlack, ...whatIsSent];
  let refused = 0;
  for (const [id, what, act] of attacks) {
    const outcome = await act(target).catch((cause: unknown): Outcome => ({
      answer: String(cause).slice(0, 60),
      refused: false,
    }));
    const alive = (await fetch(`${target.url}/healthz`)).status === 200;
    const isRight = outcome.refused && alive;
    refused += isRight ? 1 : 0;
    const sign = isRight ? '✓' : '✗';
    const answer = outcome.answer.replaceAll('\n', ' ');
    console.log(`${sign} ${id.padEnd(7)} ${what.padEnd(50)} ${answer}`);
  }
  console.log(`\n${refused} of ${attacks.length} as they should be`);
  return refused === attacks.length ? 0 : 1;
}
