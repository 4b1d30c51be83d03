import { describe, expect, it } from 'vitest';
import { apart } from './apart.ts';
import { faultsOf } from './lint.ts';

describe('a message that hangs on no build', () => {
  it.each(apart())('keeps every rule: $kind, $state', ({ content }) => {
    expect(faultsOf(content)).toEqual([]);
  });
});
