import { describe, expect, it } from 'vitest';
import type { Release } from '../../../src/release/state/release.ts';
import { messagesOf } from '../../../src/views/messages.ts';
import type { ThreadFacts } from '../../../src/views/thread-facts.ts';
import { line, plan, prerelease } from '../../support/a-release.ts';
import { change, changelog } from '../../support/changelogs.ts';
import { seenError } from '../../support/error-samples.ts';
import { noon } from '../../support/noon.ts';
import { ana, tom } from '../../support/people.ts';
import { good } from '../../support/readings.ts';
import { watch, yes } from '../../support/release-parts.ts';
import { boardService, measurements, story } from '../../support/thread-samples.ts';
import { worded } from '../../../src/release/state/worded.ts';

const log = changelog({
  changes: [
    ...['One', 'Two', 'Three', 'Four'].map((title) =>
      change(title, { files: ['server/board/ink.ts'] }),
    ),
    change('Shorten names', { files: ['server/accounts/names.ts'] }),
  ],
});
const service = {
  ...boardService,
  teams: [
    { name: 'whiteboard', approvers: ['S0WHITE'], owns: ['server/board/**'] },
    { name: 'accounts', approvers: ['U0ANA', 'U0TOM'], owns: ['server/accounts/**'] },
  ],
};

/** The words of the approval message, block by block, as somebody reads them. */
function read(more: Partial<Release> = {}, rest: Partial<ThreadFacts> = {}): string {
  const one = prerelease(
    { kind: 'waiting', since: noon },
    { watch: watch(good, { creditedMs: plan.soakMs }), ...more },
  );
  const made = messagesOf(
    story({ service, prerelease: one, history: measurements(noon, 20), changelog: log, ...rest }),
  ).find(({ kind }) => kind === 'approval');
  return (made?.content.rich ?? [])
    .map((block) =>
      [...JSON.stringify(block).matchAll(/"(?:text|fallback)":"((?:[^"\\]|\\.)*)"/g)]
        .map(([, text]) => text)
        .join('|'),
    )
    .join('\n');
}

describe('the board of the teams', () => {
  it('shows each team its own changes, the first by name, and how many said yes', () => {
    const words = read({ approvals: [yes(ana, 'whiteboard')] });
    expect(words).toContain(
      'whiteboard|: 1 of 1, 4 changes|One|Two|Three|and 1 more|Approved by Ana R. |16:12 UTC',
    );
    expect(words).toContain('accounts|: 0 of 1, 1 change|Shorten names');
  });

  it('says of a kept approval where it comes from and why', () => {
    expect(read({ approvals: [{ ...yes(tom, 'accounts'), kept: '1.41.9' }] })).toContain(
      'Approved by Tom B. |16:12 UTC|, kept from 1.41.9: nothing of accounts changed since',
    );
  });

  it('shows a team the new errors of its own files, and no other team', () => {
    const error = seenError({
      trace: {
        kind: 'traced',
        frames: [{ path: 'server/accounts/names.ts', function: 'shorten', line: 3 }],
      },
    });
    const lines = read(
      {},
      { errors: [error, { ...error, issue: { ...error.issue, id: '2', known: true } }] },
    ).split('\n');
    expect(lines.find((one) => one.startsWith('accounts'))).toContain(
      '1 new error in its files: |TypeError: region of undefined',
    );
    expect(lines.find((one) => one.startsWith('whiteboard'))).not.toContain('new error');
  });

  it('names a barred build that is inside, and asks the team that barred it', () => {
    const bar = {
      version: '1.41.9',
      image: 'ami-1.41.9',
      because: worded('declined by Tom B.: price bug'),
      commit: 'c0ffee',
      teams: ['accounts'],
      at: 0,
    };
    const shown = read({ contains: ['1.41.9'] }, { line: line({ blocked: [bar] }) });
    expect(shown).toContain(
      '*Contains 1.41.9*, which is blocked: declined by Tom B.: price bug. ' +
        'accounts has to approve.',
    );
    expect(shown).toContain('accounts|: 0 of 1');
    expect(shown).toContain('0 of 2 needed');
  });

  it('says who may press, before anybody presses', () => {
    expect(read()).toContain(
      'Members of whiteboard and accounts can approve, except Priya N. who started it',
    );
  });

  it('is drawn without changes while nobody knows them', () => {
    expect(read({}, { changelog: null })).toContain('whiteboard|: 0 of 1\n');
  });
});
