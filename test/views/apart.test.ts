import { describe, expect, it } from 'vitest';
import { apart } from './apart.ts';
import { faultsOf, faultsOfView } from './lint.ts';
import { forms } from './whispers.ts';

describe('a message that hangs on no build', () => {
  it.each(apart())('keeps every rule: $kind, $state', ({ content }) => {
    expect(faultsOf(content)).toEqual([]);
  });
});

describe('a form', () => {
  it('keeps every rule, whichever command opened it', async () => {
    const opened = await forms();
    expect(opened.map(({ state }) => state)).toEqual([
      'prerelease',
      'release settings',
      'release decline',
      'release hold',
      'release unlock',
      'release by-hand',
      'release freeze',
      'release error',
    ]);
    expect(
      opened.flatMap(({ state, view }) =>
        faultsOfView('modal', view.blocks).map((fault) => `${state}: ${fault}`),
      ),
    ).toEqual([]);
  });
});
