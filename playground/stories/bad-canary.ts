import { buildThat, inThread, onCard, prerelease } from './stage.ts';
import { checkRollback, everyoneOn, noneLeft, paged, type Story } from './story.ts';

/** The pull request that makes it throw: Davy has to find it by the stack and the history. */
const culprit = '#842';

/**
 * A build that throws as soon as users draw on it: the team is called, nobody answers, everyone is
 * rolled back.
 */
export const badCanary: Story = {
  name: 'bad-canary',
  build: (world) => buildThat(world, 'throws'),
  async play(stage, build) {
    const card = await prerelease(stage, build);
    await paged(stage);
    await inThread(
      stage,
      card,
      'the page in the thread',
      (_, blocks) => blocks.includes('"release postpone"') || blocks.includes('olling back'),
    );
    await inThread(
      stage,
      card,
      'the new error and the change it comes from',
      (text) => text.startsWith('New error') && text.includes(culprit),
    );
    await onCard(stage, card, 'the rollback', (text) => text.includes('rolled back'));
    await inThread(stage, card, 'whoever wrote it being called', (text) =>
      text.includes(`${culprit} looks like the cause`),
    );
    await everyoneOn(stage, stage.world.repository.live.version);
    await noneLeft(stage, build.version);
    return 'rolled back';
  },
  check: checkRollback,
};
