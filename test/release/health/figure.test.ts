import { describe, expect, it } from 'vitest';
import { figure, figureBeside, withUnit } from '../../../src/texts/en/figure.ts';

describe('a measured value', () => {
  it.each([
    [0.9819, '0.98'],
    [0, '0'],
    [0.01234, '0.012'],
    [2.1, '2.1'],
    [2, '2'],
    [41.27, '41.3'],
    [404.9, '405'],
    [12_345.6, '12,346'],
    [-0.5, '-0.5'],
  ])('%d is said as %s', (value, said) => {
    expect(figure(value)).toBe(said);
  });

  it('over its limit by little never reads as if it were at it', () => {
    expect(figureBeside(600.4, 600)).toBe('600.4');
    expect(figureBeside(610, 600)).toBe('610');
    expect(figureBeside(600, 600)).toBe('600');
  });

  it('stands apart from its unit, but for percent', () => {
    expect([
      withUnit('405', 'ms'),
      withUnit('2.1', ' per minute'),
      withUnit('98.7', '%'),
      withUnit('3', ''),
    ]).toEqual(['405 ms', '2.1 per minute', '98.7%', '3']);
  });
});
