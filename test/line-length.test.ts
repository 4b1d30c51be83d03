import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Rooms whose every line fits. */
const rooms = ['src', 'commands', 'playground', 'bench', 'test'] as const;

/** As the formatter has it, which leaves long words of strings, patterns and comments alone. */
const columns = 100;

/** Where lines are longer than a screen beside another is wide, with the number of each. */
function tooLong(text: string): readonly number[] {
  return text
    .split('\n')
    .flatMap((line, at) => (Array.from(line).length > columns ? [at + 1] : []));
}

describe('lines', () => {
  it.each(rooms)('of %s fit into 100 columns', (room) => {
    const files = globSync(`${room}/**/*.{ts,tsx}`, { exclude: ['**/node_modules/**'] });
    expect(files.length).toBeGreaterThan(10);
    expect(
      files.flatMap((file) =>
        tooLong(readFileSync(file, 'utf8')).map((line) => `${file}:${line} is too long`),
      ),
    ).toEqual([]);
  });

  it('would be found if they did not, counted in signs that people see', () => {
    const lines = ['x'.repeat(100), 'x'.repeat(101), '✓'.repeat(100), '👋'.repeat(100), ''];
    expect(tooLong(lines.join('\n'))).toEqual([2]);
  });
});
