import { describe, expect, it } from 'vitest';
import type { Care, Changelog } from '../../../src/changes/changelog.ts';
import { messagesOf } from '../../../src/views/messages.ts';
import type { ThreadFacts } from '../../../src/views/thread-facts.ts';
import { build, prerelease, release } from '../../support/a-release.ts';
import { change, changelog } from '../../support/changelogs.ts';
import { minute, noon } from '../../support/noon.ts';
import { boardService, story } from '../../support/thread-samples.ts';
import { worded as said } from '../../../src/release/state/worded.ts';

const soaking = prerelease({ kind: 'soaking', since: noon });
const message = (log: Changelog | null, more: Partial<ThreadFacts> = {}, kind = 'changelog') =>
  messagesOf(story({ prerelease: soaking, changelog: log, ...more })).find(
    (one) => one.kind === kind,
  );
const words = (log: Changelog, more: Partial<ThreadFacts> = {}) =>
  (JSON.stringify(message(log, more)?.content.rich).match(/"text":"(?:[^"\\]|\\.)*"/g) ?? [])
    .map((text) => JSON.parse(`{${text}}`).text)
    .filter((text) => text.trim() !== '');
const many = (count: number, group: 'fix' | 'internal' = 'fix') =>
  Array.from({ length: count }, (_, i) =>
    change(`Change ${i + 1}`, { group, author: { name: '', email: '' } }),
  );

const migrations = (count: number, reversible = false): Care => ({
  kind: 'migrations',
  count,
  reversible,
});

describe('the changelog in the thread', () => {
  it('tells what needs care first, then new, fixed and internal, with owners and keys', () => {
    expect(
      words(changelog(), {
        service: {
          ...boardService,
          tickets: {
            url: 'https://jira.example.com',
            projects: ['BRD'],
            done: 'Done',
            fixVersion: null,
          },
        },
      }),
    ).toEqual([
      'What changes in board 1.42.0',
      'Needs care',
      '1 migration, reversible: ',
      'Index orders by region. ',
      '#5120',
      'Marta K.',
      'New for users',
      'Saved carts survive sign-out. ',
      '#5098',
      'ACC-71',
      'Priya N., accounts',
      'Orders can be filtered by region. ',
      '#5111',
      'BRD-409',
      'Marta K., whiteboard',
      'Fixed',
      'Checkout no longer fails on empty phone numbers. ',
      '#5103',
      'Marta K., whiteboard',
      '3 internal changes',
      'Upgrade React to 19.2. ',
      'Tom B., whiteboard',
      'Remove the legacy cart flag. ',
      'Tom B., whiteboard',
      'Faster CI cache. ',
      'Tom B., whiteboard',
      'Compared with 1.41.0 · 7 changes · ' +
        '<https://git.example.com/acme/board/compare/a...b|Full diff>',
    ]);
    const shown = JSON.stringify(
      message(changelog(), {
        service: {
          ...boardService,
          tickets: {
            url: 'https://jira.example.com',
            projects: ['BRD'],
            done: 'Done',
            fixVersion: null,
          },
        },
      })?.content,
    );
    expect(shown).toContain('"url":"https://jira.example.com/browse/ACC-71"');
    expect(shown).toContain('"url":"https://git.example.com/acme/board/pull/5120"');
  });

  it('says the same in one line for those who only hear it', () => {
    expect(message(changelog())?.content.text).toBe(
      'What changes in board 1.42.0: 7 changes by 3 people. Needs care: ' +
        '1 migration, reversible. 2 new for users, 1 fixed, 3 internal.',
    );
  });

  it.each<[Care[][], string]>([
    [
      [[migrations(1)], [migrations(2), { kind: 'configuration' }], [{ kind: 'configuration' }]],
      '3 migrations, configuration',
    ],
    [[[migrations(1, true)], [migrations(1, true)]], '2 migrations, reversible'],
    [[[migrations(1, true)], [migrations(1)]], '2 migrations'],
    [[[{ kind: 'untested' }], [{ kind: 'feature-flag' }]], 'no test changed, feature flag'],
  ])('counts what needs care: %j', (cares, said) => {
    expect(
      message(
        changelog({ changes: cares.map((care) => change('Change', { group: 'care', care })) }),
      )?.content.text,
    ).toContain(`Needs care: ${said}.`);
  });

  it.each([
    [12, 12, null],
    [13, 8, 'and 5 more'],
    [400, 8, 'and 392 more'],
  ])('of %i lines shows %i', (count, shown, rest) => {
    const decision = words(changelog({ changes: many(count) }));
    expect(decision.filter((text) => text.startsWith('Change '))).toHaveLength(shown);
    expect(decision.find((text) => text.startsWith('and ')) ?? null).toBe(rest);
  });

  it('tells updates of dependencies in one line, once there are several', () => {
    const bump = (n: number) =>
      change(`Bump lib-${n} from 1.${n}.0 to 1.${n}.1`, {
        group: 'internal',
        pull: { number: n, url: `https://git.example.com/pull/${n}` },
      });
    expect(
      words(changelog({ changes: [bump(1), ...many(1, 'internal'), bump(2), bump(3)] })).slice(
        2,
        -1,
      ),
    ).toEqual([
      '4 internal changes',
      'Change 1. ',
      'whiteboard',
      '3 dependency updates.',
      '#1',
      '#2',
      '#3',
    ]);
    expect(
      words(changelog({ changes: [bump(1), bump(2)] })).filter((text) => text.startsWith('Bump')),
    ).toHaveLength(2);
  });

  it('says what goes away again', () => {
    expect(words(changelog({ changes: [], removed: [change('Saved carts')] })).slice(1, 3)).toEqual(
      ['No longer included: 1 change of 1.41.0', 'Saved carts. '],
    );
  });

  it('calls nobody, whatever was written', () => {
    const nasty = '<!channel> <@U0ANA> <!here|x> @here </script> \u202E\u0000';
    const shown = JSON.stringify(
      message(
        changelog({
          changes: [
            change(nasty, {
              care: [{ kind: 'worded', text: nasty }],
              group: 'care',
              author: { name: nasty, email: nasty },
            }),
          ],
        }),
      )?.content,
    );
    expect(shown).not.toMatch(/"type":"(user|usergroup|broadcast|channel)"/);
    expect(
      message(changelog({ changes: [change(nasty, { care: [{ kind: 'worded', text: nasty }] })] }))
        ?.content.text,
    ).not.toContain('<!');
  });

  it('is one message, told again in the same place once it can be read', () => {
    const unread = message(null, {
      unread: 'Git failed while fetching /srv/board.git: repository does not exist',
    });
    expect(unread).toMatchObject({ kind: 'changelog', subject: 'rel_PRE', post: true });
    expect(unread?.content.text).toBe(
      'What changes in board 1.42.0 could not be read. Davy tries again; ' +
        'the pre-release goes on. Git failed while fetching /srv/board.git: ' +
        'repository does not exist.',
    );
    expect(message(changelog())).toMatchObject({
      kind: 'changelog',
      subject: 'rel_PRE',
      post: true,
    });
  });

  it('is not posted anew when the pre-release is over', () => {
    expect(
      message(changelog(), {
        prerelease: prerelease({
          kind: 'stopped',
          at: noon,
          because: said('stopped by Priya N.'),
          by: null,
        }),
      })?.post,
    ).toBe(false);
    expect(message(null)).toBeUndefined();
  });
});

describe('the changelog in its own channel', () => {
  const at = noon + 360 * minute;
  const live = (more: Partial<ThreadFacts> = {}, also: Parameters<typeof release>[1] = {}) =>
    messagesOf(
      story({
        build: build(),
        release: release({ kind: 'live', at }, also),
        changelog: changelog(),
        now: at + minute,
        ...more,
      }),
    ).filter(({ place }) => place === 'changelog');

  it('comes once it is live', () => {
    expect(live()).toMatchObject([
      {
        subject: 'rel_ALL',
        kind: 'changelog',
        broadcast: false,
        post: true,
        content: {
          text: expect.stringMatching(
            /^board 1\.42\.0 is live for everybody: 7 changes by 3 people\. /,
          ),
        },
      },
    ]);
  });

  it('comes neither before, nor late, nor after a return, nor where it has no channel', () => {
    expect(
      messagesOf(
        story({
          release: release({ kind: 'watching', since: at, watchedMs: 0 }),
          changelog: changelog(),
        }),
      ).filter(({ place }) => place === 'changelog'),
    ).toEqual([]);
    expect(live({ now: at + 90 * minute })[0]?.post).toBe(false);
    expect(live({}, { kind: 'return' })).toEqual([]);
    expect(live({ service: { ...boardService, changelogChannel: null } })).toEqual([]);
    expect(live({ service: { ...boardService, changelogChannel: boardService.channel } })).toEqual(
      [],
    );
    expect(live({ changelog: null })).toEqual([]);
  });
});

describe('the card', () => {
  const card = (more: Partial<ThreadFacts>) =>
    JSON.stringify(messagesOf(story(more))[0]?.content.rich);

  it('says how much changes, by how many, and what needs care', () => {
    expect(card({ changelog: changelog() })).toContain(
      '*Changes*\\n7 changes since 1.41.0, by 3 people',
    );
    expect(card({ changelog: changelog() })).toContain('*Needs care:* 1 migration, reversible');
    expect(card({ changelog: changelog() })).toContain('"text":"View Changes"');
    expect(card({ changelog: changelog({ changes: [], removed: many(2) }) })).toContain(
      'Reverts 2 changes since 1.41.0',
    );
    expect(card({})).not.toContain('Changes');
  });
});
