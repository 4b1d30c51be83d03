import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signOff } from '../../src/release/approval/sign-off.ts';
import { noLineage } from '../../src/changes/lineage.ts';
import { line, prerelease } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';
import { ana, tom, people, roster } from '../support/people.ts';
import { signedOff } from '../support/release-parts.ts';
import { counterexample, lineages } from '../release/arbitrary.ts';
import { lines, releases } from '../release/arbitrary-releases.ts';
import { at, before, fixed, ask, within } from '../release/asked-again.ts';
import { worded } from '../../src/release/state/worded.ts';

describe('a new build of the same service', () => {
  it('keeps the approvals of teams it does not touch, and says from where', () => {
    expect(ask(within)).toMatchObject({
      kind: 'moved',
      born: {
        approvals: [
          {
            by: tom,
            team: 'accounts',
            at: signedOff[1]!.at,
            image: fixed.image,
            plan: 'plan9',
            kept: '1.42.0',
          },
        ],
        contains: ['1.42.0'],
      },
    });
    const decision = ask(within);
    const born = decision.kind === 'moved' ? decision.born : null;
    expect(
      born && signOff(born, at, { ...roster, at }).map(({ team, by }) => [team, by.length]),
    ).toEqual([
      ['whiteboard', 0],
      ['accounts', 1],
    ]);
  });

  it('keeps an approval further along the line under its first name', () => {
    const kept = prerelease(
      { kind: 'waiting', since: noon },
      { approvals: [{ ...signedOff[1]!, kept: '1.41.9' }] },
    );
    expect(ask(within, [kept])).toMatchObject({ born: { approvals: [{ kept: '1.41.9' }] } });
  });

  it.each([
    ['it does not contain that build', { ...within, contains: [] }, [before], {}],
    ['that pre-release is over', within, [], {}],
    [
      'they were given to another plan',
      within,
      [
        prerelease(
          { kind: 'waiting', since: noon },
          { approvals: signedOff.map((one) => ({ ...one, plan: 'plan0' })) },
        ),
      ],
      {},
    ],
    [
      'somebody said no to that build since',
      within,
      [
        prerelease(
          {
            kind: 'rolling-back',
            since: noon,
            because: worded('declined'),
            by: ana,
            end: 'declined',
            usersBackAt: null,
            unprotectedAt: null,
            calmSince: null,
          },
          { approvals: signedOff },
        ),
      ],
      {},
    ],
    [
      'that build was barred',
      within,
      [before],
      {
        where: line({
          blocked: [
            {
              version: '1.42.0',
              image: 'ami-1.42.0',
              because: worded('declined'),
              commit: '',
              teams: [],
              at: 0,
            },
          ],
        }),
      },
    ],
    [
      'their team barred another build within',
      { ...within, contains: ['1.42.0', '1.41.9'] },
      [before],
      {
        where: line({
          blocked: [
            {
              version: '1.41.9',
              image: 'ami-1.41.9',
              because: worded('declined'),
              commit: '',
              teams: ['accounts'],
              at: 0,
            },
          ],
        }),
      },
    ],
    ['the one who gave it asks for this one', within, [before], { by: tom }],
    [
      'the one who gave it has left the team',
      within,
      [before],
      { staff: { at, teams: { ...roster.teams, accounts: [ana.id] } } },
    ],
    ['nobody knows the history', noLineage, [before], {}],
  ])('keeps none when %s', (_, lineage, others, more) => {
    expect(ask(lineage, others, more)).toMatchObject({ kind: 'moved', born: { approvals: [] } });
  });

  it('never keeps a word that did not count, of its requester, or of a team that changed', () => {
    expect(
      counterexample(
        fc.property(
          lines,
          fc.uniqueArray(releases, { maxLength: 3, selector: ({ id }) => id }),
          lineages,
          fc.constantFrom(...people),
          (where, others, lineage, by) => {
            const decision = ask(lineage, others, { by, where });
            if (decision.kind !== 'moved' || !decision.born) return true;
            return decision.born.approvals.every(
              (given) =>
                given.kept !== undefined &&
                given.by.id !== by.id &&
                lineage.untouched.some(({ release, teams }) => {
                  const one = others.find(
                    (other) =>
                      other.id === release && lineage.contains.includes(other.build.version),
                  );
                  return (
                    teams.includes(given.team) &&
                    one !== undefined &&
                    signOff(one, at, { ...roster, at }).some(
                      (word) =>
                        word.team === given.team &&
                        word.by.some((yes) => yes.by.id === given.by.id),
                    )
                  );
                }),
            );
          },
        ),
      ),
    ).toBeNull();
  });
});
