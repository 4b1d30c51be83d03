import { describe, expect, it } from 'vitest';
import { messagesOf } from '../../src/views/messages.ts';
import { line, prerelease } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';
import { priya, tom } from '../support/people.ts';
import { story } from '../support/thread-samples.ts';
import { worded } from '../../src/release/state/worded.ts';

const now = noon + 30_000;
const freeze = (until: number) => ({ since: noon, until, reason: 'sale', by: tom, asks: [] });
const card = (one: Parameters<typeof story>[0]) =>
  JSON.stringify(messagesOf(story(one))[0]?.content);
const stopped = prerelease({
  kind: 'stopped',
  at: noon,
  because: worded('wrong build'),
  by: priya,
});

describe('the card of a build', () => {
  it('offers its start again when the freeze is over, also before Davy has said so', () => {
    const over = card({ line: line({ freeze: freeze(now) }) });
    expect(over).toContain('"prerelease start"');
    expect(over).not.toContain('frozen');
    const lasts = card({ line: line({ freeze: freeze(now + 1) }) });
    expect(lasts).not.toContain('"prerelease start"');
    expect(lasts).toContain('frozen');
  });

  it('offers a second try only where it would be taken', () => {
    expect(card({ prerelease: stopped })).toContain('"prerelease start"');
    for (const closed of [line({ freeze: freeze(now + 1) }), line({ live: null })])
      expect(card({ prerelease: stopped, line: closed })).not.toContain('"prerelease start"');
  });
});
