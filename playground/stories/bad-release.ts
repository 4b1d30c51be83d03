import { approve, buildThat, onCard, prerelease } from './stage.ts';
import { checkRollback, everyoneOn, noneLeft, paged, type Story } from './story.ts';

/**
 * A build that is good alone and breaks when half the fleet runs it: the canary passes, the release
 * comes back.
 */
export const badRelease: Story = {
  name: 'bad-release',
  build: (world) => buildThat(world, 'half-fleet'),
  async play(stage, build) {
    const card = await prerelease(stage, build);
    await approve(stage, card);
    await paged(stage);
    await onCard(stage, card, 'the rollback', (text) => text.includes('rolled back'));
    await everyoneOn(stage, stage.world.repository.live.version);
    await noneLeft(stage, build.version);
    return 'rolled back';
  },
  check: checkRollback,
};
