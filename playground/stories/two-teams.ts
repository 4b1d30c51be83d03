import { buildThat, cast, inThread, onCard, prerelease } from './stage.ts';
import { everyoneOn, noneLeft, type Story } from './story.ts';

/**
 * Two teams own what changes: one says yes during the soak, the one who started it may not, and the
 * other team's word lets it go.
 */
export const twoTeams: Story = {
  name: 'two-teams',
  pace: { soak: '20s' },
  build: (world) => buildThat(world, 'healthy'),
  async play(stage, build) {
    const { slack, say } = stage;
    const card = await prerelease(stage, build);
    const early = await slack.see(
      'the early question on the card',
      ({ ts, blocks }) => ts === card.ts && blocks.includes('Approve Early'),
    );
    await slack.click(cast.second, early, 'release approve');
    say('Tom presses Approve Early, for whiteboard');
    const board = await inThread(
      stage,
      card,
      'the board of both teams',
      (_, blocks) =>
        blocks.includes('"release decline"') &&
        blocks.includes('Approved by Tom B.') &&
        blocks.includes('accounts'),
    );
    const before = await slack.seq();
    await slack.click(cast.developer, board, 'release approve');
    await slack.whisper(
      cast.developer,
      before,
      'who else can approve',
      (text) => text.includes(' approve ') && text.includes('Marta K.'),
    );
    say('Priya presses Approve and is told who else can');
    await slack.click('U0MARTA', board, 'release approve');
    say('Marta presses Approve, for accounts');
    await onCard(stage, card, 'the release to be live', (text) => text.includes('is live'));
    await everyoneOn(stage, build.version);
    await noneLeft(stage, stage.world.repository.live.version);
    return 'live';
  },
  check: ({ users, pageMs }) => [
    ...(users.failedRequests > 0 ? [`${users.failedRequests} requests failed`] : []),
    ...(users.lostStrokes > 0 ? [`${users.lostStrokes} strokes were lost`] : []),
    ...(pageMs === null ? [] : ['somebody was paged']),
  ],
};
