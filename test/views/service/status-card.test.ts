import { describe, expect, it } from 'vitest';
import type { Line } from '../../../src/release/state/line.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { worded } from '../../../src/release/state/worded.ts';
import { statusCard } from '../../../src/views/service/status-card.ts';
import { build, line, locked, prerelease, release } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { tom } from '../../support/people.ts';
import { countdown } from '../../support/release-parts.ts';
import { boardService } from '../../support/thread-samples.ts';
import { migrating } from '../gallery-parts.ts';
import { faultsOf } from '../lint.ts';

const since = noon;
const freeze = { since, until: noon + 60 * minute, reason: 'sale', by: tom, asks: [] };
const hold = { by: tom, since, until: noon + minute, reason: 'slow query' };
const drawn = (of: Line, open: readonly Release[] = [], ready: string | null = null) => {
  const card = statusCard({
    line: of,
    service: boardService,
    now: noon,
    open,
    ready: ready === null ? null : build(ready),
    threadOf: () => 'https://acme.slack.example/archives/C0RELEASES/p1',
  });
  if (!card) throw new Error('a card was expected');
  expect(faultsOf(card.content)).toEqual([]);
  const buttons = card.content.rich.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.map((one) => ('text' in one && one.text ? one.text.text : ''))
      : [],
  );
  return [card.content.text, ...buttons];
};

describe('the card of a service', () => {
  it.each<[string, readonly string[], Line, readonly Release[], string | null]>([
    ['live', ['board 1.41.0 is live. Next: Nothing.'], line(), [], null],
    [
      'live, with a build to start',
      ['board 1.41.0 is live. Next: 1.42.0 is ready to pre-release.', 'Start Pre-Release'],
      line(),
      [],
      '1.42.0',
    ],
    ['locked', ['board is locked. Next: Somebody unlocks it.', 'Unlock'], locked, [], '1.43.0'],
    [
      'waiting',
      ['board 1.42.0 waits for approval. Next: Approval by whiteboard and accounts.', 'Review'],
      line(),
      [prerelease({ kind: 'waiting', since })],
      null,
    ],
    [
      'moving, whatever else waits or is locked',
      ['board 1.42.0 is on its way to everybody. Next: It goes on by itself.', 'Open Thread'],
      locked,
      [prerelease({ kind: 'waiting', since }, { id: 'rel_OTHER' }), release(migrating)],
      null,
    ],
    [
      'bringing the users of a declined build back, which is no rollback',
      ['board 1.42.0 is being stopped. Next: Its users go back.', 'Open Thread'],
      line(),
      [
        prerelease({
          kind: 'rolling-back',
          since,
          because: { kind: 'said', act: 'declined', who: 'Tom', reason: 'not today' },
          by: tom,
          end: 'declined',
          usersBackAt: null,
          unprotectedAt: null,
          calmSince: null,
        }),
      ],
      null,
    ],
    [
      'about to roll back',
      [
        'board 1.42.0 is about to roll back. Next: The on-call decides in the thread.',
        'Open Thread',
      ],
      line(),
      [release(migrating, { countdown: countdown() })],
      null,
    ],
    [
      'on hold',
      ['board 1.42.0 is on hold. Next: It goes on when the hold ends.', 'Open Thread'],
      line(),
      [release(migrating, { hold })],
      null,
    ],
    [
      'stuck',
      ['board 1.42.0 is stuck. Next: A person retries or rolls back.', 'Open Thread'],
      line(),
      [release({ kind: 'stuck', since, because: worded('x'), from: migrating })],
      null,
    ],
  ])('says that a service is %s, with one button', (_, said, of, open, ready) => {
    expect(drawn(of, open, ready)).toEqual(said);
  });

  it('says until when it is frozen, and nothing of a freeze that is over', () => {
    expect(drawn(line({ freeze }))[0]).toContain('board is frozen. Next: The freeze ends ');
    expect(drawn(line({ freeze: { ...freeze, until: noon } }))[0]).toContain('is live');
  });

  it('is not there while nobody said what is live', () => {
    const facts = { line: line({ live: null }), service: boardService, now: noon };
    expect(statusCard({ ...facts, open: [], ready: null, threadOf: () => null })).toBeNull();
  });

  it('tells no numbers that change by themselves', () => {
    const soaking = prerelease({ kind: 'soaking', since });
    const later = { ...soaking, seen: null, rev: soaking.rev + 1, seq: soaking.seq + 9 };
    expect(drawn(line(), [later])).toEqual(drawn(line(), [soaking]));
  });
});
