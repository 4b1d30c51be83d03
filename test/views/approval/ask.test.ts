import { describe, expect, it } from 'vitest';
import { askMessages } from '../../../src/views/approval/ask.ts';
import { plan, prerelease } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { ana, priya } from '../../support/people.ts';
import { signedOff, yes } from '../../support/release-parts.ts';
import { story } from '../../support/thread-samples.ts';

const waiting = (more: object = {}) =>
  prerelease(
    { kind: 'waiting', since: noon },
    {
      plan,
      asks: [{ by: priya, at: noon + 1, teams: ['accounts'] }],
      approvals: [yes(ana, 'whiteboard')],
      ...more,
    },
  );
const drawn = (release: ReturnType<typeof waiting>) =>
  askMessages(story({ prerelease: release, now: noon + 255 * 60_000 }), release);

describe('a call for a word that is missing', () => {
  it('is a message of its own that calls those teams and offers both answers', () => {
    const [message] = drawn(waiting());
    expect(message).toMatchObject({
      place: 'thread',
      broadcast: false,
      post: true,
      content: {
        text:
          'Priya N. asks for your approval of board 1.42.0: 1 of 2 approvals, needed from ' +
          'accounts.',
      },
    });
    expect(JSON.stringify(message?.content.rich)).toMatch(
      new RegExp(
        String.raw`<@U0TOM> \*Priya N\. asks for your approval of board 1\.42\.0\*.*"release ` +
          String.raw`approve".*"release decline"`,
      ),
    );
    expect(JSON.stringify(message?.content.rich)).not.toContain('S0WHITE');
  });

  it.each([
    ['that team has answered', waiting({ approvals: signedOff })],
    ['it is approved', waiting({ phase: { kind: 'approved', since: noon + 2 } })],
    [
      'users are about to go back',
      waiting({
        countdown: { number: 1, since: noon, deadline: noon + 1, because: 'x', postponements: [] },
      }),
    ],
    ['it waits anew', waiting({ phase: { kind: 'waiting', since: noon + 2 } })],
  ])('is settled, calls nobody and offers nothing once %s', (_, release) => {
    const [message] = drawn(release);
    expect(message?.post).toBe(false);
    expect(JSON.stringify(message?.content)).toContain('*Settled.*');
    expect(JSON.stringify(message?.content)).not.toMatch(/<@|<!sub|action_id/);
  });
});
