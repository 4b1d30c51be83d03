import { describe, expect, it } from 'vitest';
import { factFields } from '../../../src/views/blocks/blocks.ts';

describe('facts beside each other', () => {
  const facts = (count: number) =>
    Array.from({ length: count }, (_, i) => [`name ${i}`, `value ${i}`] as const);

  it.each([1, 2, 3, 9, 10])('are all shown: %d of them', (count) => {
    const { fields } = factFields('b', [null, ...facts(count), null]);
    expect(fields?.map(({ text }) => text)).toEqual(
      facts(count).map(([name, value]) => `*${name}*\n${value}`),
    );
  });

  it('are at most as many as Slack takes', () => {
    expect(factFields('b', facts(11)).fields).toHaveLength(10);
  });
});
