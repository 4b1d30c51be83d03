import { expect, it } from 'vitest';
import { crashAt } from '../../src/process/crash-at.ts';

function haltsOf(wish: string | undefined, passed: readonly string[]): readonly number[] {
  const halts: number[] = [];
  let passing = 0;
  const at = crashAt(wish, () => halts.push(passing));
  for (const [i, point] of passed.entries()) {
    passing = i;
    at(point);
  }
  return halts;
}

it('stands still the nth time its point is passed, and never again', () => {
  const passed = [
    'world before launch',
    'world after launch',
    'world before launch',
    'world before launch',
  ];
  expect(haltsOf('world before launch:2', passed)).toEqual([2]);
  expect(haltsOf('world after launch:1', passed)).toEqual([1]);
});

it('stands still nowhere without a whole wish', () => {
  for (const wish of [undefined, '', 'world before launch', 'world before launch:0', ':1'])
    expect(haltsOf(wish, ['world before launch', ''])).toEqual([]);
});
