import { describe, expect, it } from 'vitest';
import { messagesOf } from '../../../src/views/messages.ts';
import { worded } from '../../../src/release/state/worded.ts';
import { line, prerelease } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { tom } from '../../support/people.ts';
import { rollingBack } from '../../support/phases.ts';
import { bad } from '../../support/readings.ts';
import { call, countdown, watch } from '../../support/release-parts.ts';
import { story } from '../../support/thread-samples.ts';

type More = Parameters<typeof prerelease>[1];
type Phase = Parameters<typeof prerelease>[0];

const soaking = { kind: 'soaking', since: noon } as const;
const look = {
  key: 'board:rel_PRE:look',
  summary: worded('Davy cannot tell whether board 1.42.0 is healthy'),
  severity: 'error',
} as const;
const stuck = { ...look, key: 'board:rel_PRE:stuck', severity: 'critical' } as const;

function drawn(kind: string, phase: Phase, more: More, moving = line()) {
  const found = messagesOf(story({ prerelease: prerelease(phase, more), line: moving })).find(
    (message) => message.kind === kind,
  );
  return { post: found?.post, says: JSON.stringify(found?.content) };
}

describe('a call for a look', () => {
  it('asks in the thread at once: no other message does', () => {
    const { post, says } = drawn('call:1', soaking, { escalation: call({ page: look }) });
    expect(post).toBe(true);
    expect(says).toContain('Davy cannot tell whether board 1.42.0 is healthy');
    expect(says).toContain('release answer');
  });

  it('asks at once, too, where a way back does not get on', () => {
    const calls = { escalation: call({ page: stuck }) };
    expect(drawn('call:1', rollingBack(), calls).post).toBe(true);
    expect(drawn('call:1', { ...soaking, kind: 'waiting' }, calls).post).toBe(false);
  });

  it('asks nothing any more once it is over, and says what it was and how long', () => {
    const over = { kind: 'over', at: noon + 4 * minute } as const;
    const { says } = drawn('call:1', soaking, { escalation: call({ page: look, ended: over }) });
    expect(says).not.toContain('release answer');
    expect(says).toContain('4 min after the first call');
    expect(says).toContain('It was: Davy cannot tell whether board 1.42.0 is healthy.');
  });

  it('tells whoever answered when it is over', () => {
    const answered = { kind: 'answered', at: noon + minute, by: tom } as const;
    const said = (overAt: object) =>
      drawn('call:1', soaking, {
        escalation: call({ page: look, ended: { ...answered, ...overAt } }),
      }).says;
    expect(said({})).not.toContain('over since');
    expect(said({ overAt: noon + 4 * minute })).toContain('What it was about is over since');
  });
});

describe('the page of a countdown', () => {
  const counting = { watch: watch(bad), countdown: countdown(), countdowns: 1 };

  it.each(['stopped', 'declined', 'replaced', 'expired'] as const)(
    'counts down no longer for what is %s',
    (end) => {
      const { post, says } = drawn(
        'page:1',
        { kind: end, at: noon + minute, because: worded('wrong build'), by: tom },
        counting,
      );
      expect(post).toBe(false);
      expect(says).toContain('no longer rolls back by itself');
      expect(says).not.toContain('Rolling back board');
    },
  );

  it('claims no good readings where a release took the build along', () => {
    const moving = { release: 'rel_ALL', carries: ['rel_PRE'], migrating: true };
    const over = { watch: watch(bad), countdowns: 1 };
    expect(drawn('page:1', soaking, over, line({ moving })).says).toContain(
      'no longer rolls back by itself',
    );
    expect(drawn('page:1', soaking, over).says).toContain('is healthy again');
  });
});
