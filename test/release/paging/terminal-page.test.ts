import { describe, expect, it } from 'vitest';
import { noon } from '../../support/noon.ts';
import { given } from '../../support/given.ts';
import { build, line, prerelease } from '../../support/a-release.ts';
import { ana } from '../../support/people.ts';

const terminal = { user: 'root', host: 'web1', reason: 'Slack is away' };
const by = { id: 'terminal:root', name: 'root at the terminal' };
const held = { kind: 'held', at: noon, by, until: noon + 60_000, reason: 'look' } as const;
const soaking = prerelease({ kind: 'soaking', since: noon });

const summary = (act: string, more: object = {}) => ({
  lane: 'page',
  kind: 'page',
  severity: 'error',
  summary: {
    kind: 'at-terminal',
    name: 'board 1.42.0',
    act,
    who: by.name,
    host: 'web1',
    reason: 'Slack is away',
    ...more,
  },
});

describe('what is done at a terminal', () => {
  it('is told to whoever is on call, and waits for no answer', () => {
    const decision = given(soaking).when({ ...held, terminal });
    expect(decision).toMatchObject({
      kind: 'moved',
      release: { hold: { by }, incidents: ['terminal'], escalation: null },
      effects: [{ ...summary('held'), key: 'board:rel_PRE:terminal' }],
    });
  });

  it('calls nobody where it was done in Slack', () => {
    expect(given(soaking).when({ ...held, by: ana })).toMatchObject({
      release: { incidents: [] },
      effects: [],
    });
  });

  it('calls nobody where it was refused', () => {
    const over = prerelease({ kind: 'stopped', at: noon, because: { kind: 'fault' }, by: null });
    expect(given(over).when({ ...held, terminal })).toMatchObject({ kind: 'refused' });
  });

  it('is over with the release, once', () => {
    const back = given(soaking).when({
      kind: 'rollback-asked',
      at: noon,
      by,
      reason: '',
      terminal,
    });
    expect(back).toMatchObject({ effects: [summary('rollback-asked')] });
    const queued = prerelease({ kind: 'queued', since: noon });
    expect(
      given(queued).when({ kind: 'rollback-asked', at: noon, by, reason: '', terminal }),
    ).toMatchObject({
      release: { incidents: [] },
      effects: [summary('rollback-asked'), { kind: 'resolve-page', key: 'board:rel_PRE:terminal' }],
    });
    const waits = prerelease({ kind: 'queued', since: noon }, { incidents: ['terminal'] });
    expect(given(waits).when({ kind: 'cancelled', at: noon, by: ana, reason: '' })).toMatchObject({
      effects: [{ kind: 'resolve-page', key: 'board:rel_PRE:terminal' }],
    });
  });

  it('names the way back that it began', () => {
    const was = line({ live: build(), lastGood: [build('1.41.0')] });
    const decision = given(null, { line: was }).when({
      kind: 'return-started',
      at: noon,
      by,
      id: 'rel_BACK',
      build: build('1.41.0'),
      plan: soaking.plan,
      reason: 'carts',
      imageFound: true,
      capacity: 4,
      terminal,
    });
    expect(decision).toMatchObject({
      born: { id: 'rel_BACK', incidents: ['terminal'] },
      effects: [summary('return-started', { name: 'board 1.41.0' })],
    });
  });
});
