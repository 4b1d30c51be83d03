import { buildThat, onCard, prerelease } from './stage.ts';
import { checkRollback, everyoneOn, noneLeft, paged, type Story } from './story.ts';

/**
 * Slack goes away as the countdown runs: users come back all the same, and the thread catches up
 * afterwards.
 */
export const slackDown: Story = {
  name: 'slack-down',
  build: (world) => buildThat(world, 'throws'),
  async play(stage, build) {
    const card = await prerelease(stage, build);
    await paged(stage);
    await stage.slack.outage(true);
    stage.say('Slack is away');
    await everyoneOn(stage, stage.world.repository.live.version);
    await stage.slack.outage(false);
    stage.say('Slack is back');
    await onCard(stage, card, 'the thread to catch up', (text) => text.includes('rolled back'));
    await noneLeft(stage, build.version);
    return 'rolled back';
  },
  check: checkRollback,
};
