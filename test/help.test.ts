import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { shell } from './support/shell.ts';

const run = promisify(execFile);
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const programs = Object.entries(scripts).flatMap(([name, script]) =>
  script.startsWith('node ') ? [{ name, file: script.slice('node '.length) }] : [],
);

describe('every program', () => {
  it.each(programs)(
    'npm run $name says what it does when it is asked, and does nothing',
    async ({ name, file }) => {
      const { stdout } = await run(process.execPath, [file, '--help'], {
        env: { ...shell, NODE_NO_WARNINGS: '1' },
      });
      expect(stdout).toMatch(name === 'start' ? /npm start/ : new RegExp(`npm run ${name}|davy `));
    },
  );
});
