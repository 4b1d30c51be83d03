import { call } from '../call.ts';
import { makeTrouble, mend, ticketsIn } from '../jira/seed.ts';
import type { Build } from '../repository/create.ts';
import { approve, cast, inThread, onCard, prerelease } from './stage.ts';
import { everyoneOn, noneLeft, type Story } from './story.ts';

/**
 * Jira is away at first, and some tickets cannot be finished: the release waits for none of it, and
 * people are told what to mend.
 */
export const jiraTrouble: Story = {
  name: 'jira-trouble',
  // How users move is told by other stories.
  pace: { soak: '30s', batches: '100%' },
  // The later of the good builds: it brings the tickets of all versions before it.
  build: ({ repository }) =>
    lastOf(repository.builds.filter(({ behaviour }) => behaviour === 'healthy')),
  async play(stage, build) {
    const { repository, addresses } = stage.world;
    const tickets = await ticketsIn(
      repository.folder,
      `v${repository.live.version}..v${build.version}`,
    );
    await makeTrouble(addresses.jira, tickets);
    await call(`${addresses.jira}/_control/faults`, 'POST', { kind: 'down' });
    stage.say('Jira is away');
    const card = await prerelease(stage, build);
    await inThread(stage, card, 'the news that Jira does not answer', (text) =>
      text.includes('Jira does not answer'),
    );
    await call(`${addresses.jira}/_control/faults`, 'DELETE');
    stage.say('Jira is back');
    await inThread(stage, card, 'what would fail', (text) =>
      text.includes('cannot finish 3 of its'),
    );
    await approve(stage, card);
    await onCard(stage, card, 'the release to be live', (text) => text.includes('is live'));
    const receipt = await inThread(stage, card, 'the receipt', (text) => text.includes('3 failed'));
    const [, blocked] = tickets;
    if (blocked) await mend(addresses.jira, blocked);
    stage.say(`Tom unblocks ${blocked?.key ?? 'a ticket'} in Jira and presses Retry Failed`);
    await stage.slack.click(cast.second, receipt, 'release tickets-retry');
    await inThread(stage, card, 'the receipt once more', (text) => text.includes('2 failed'));
    await everyoneOn(stage, build.version);
    await noneLeft(stage, repository.live.version);
    return 'live';
  },
  check: ({ users, posts, pageMs, tickets }) => [
    ...(users.failedRequests > 0 || users.lostStrokes > 0 ? ['users noticed'] : []),
    ...(pageMs === null ? [] : ['somebody was paged for a ticket']),
    ...(tickets.failed !== 2 ? [`${tickets.failed} tickets were not finished, not 2`] : []),
    ...(tickets.done < 1 ? ['no ticket was finished'] : []),
    ...(tickets.commented < tickets.done + 1 ? [`${tickets.commented} tickets were told`] : []),
    ...(posts.thread > 8 ? [`too loud: ${JSON.stringify(posts)}`] : []),
  ],
};

function lastOf(builds: readonly Build[]): Build {
  const last = builds.at(-1);
  if (!last) throw new Error('no build of this repository is good');
  return last;
}
