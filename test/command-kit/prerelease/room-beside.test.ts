import { describe, expect, it } from 'vitest';
import { askAmong } from '../../../src/command-kit/prerelease/among.ts';
import { build, line, prerelease } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';

const options = {
  servers: undefined,
  soakMs: undefined,
  despite: [],
  among: 'alone',
  older: false,
  note: '',
  dry: false,
} as const;

/** What is offered where this fleet keeps so many versions apart. */
function offered(sides?: number): string {
  const one = prerelease({ kind: 'soaking', since: noon });
  const ways = { ...one.plan.ways, ...(sides === undefined ? {} : { sides }) };
  const there = [{ ...one, plan: { ...one.plan, ways } }];
  return JSON.stringify(askAmong(there, build('1.43.0'), options, line(), noon));
}

describe('what becomes of the one that is in production', () => {
  it('is asked without "beside" where there would be no room for a release', () => {
    for (const told of [offered(), offered(4)]) expect(told).toContain('1.43.0 beside');
    expect(offered(3)).not.toContain('beside');
    for (const word of ['replace', 'queued']) expect(offered(3)).toContain(`1.43.0 ${word}`);
  });
});
