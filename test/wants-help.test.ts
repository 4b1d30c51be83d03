import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { shell } from './support/shell.ts';

const run = promisify(execFile);
const env = { ...shell, DAVY_CONFIG: '/nowhere/davy.yml' };

describe('who asks what a program does', () => {
  it.each([
    [['src/main.ts', '--help'], 'npm start'],
    [['src/doctor.ts', '--help'], 'npm run doctor'],
    [['src/davy.ts', '--help'], 'davy rollback <service>'],
    [['src/davy.ts', 'rollback', '--help'], 'users go back, at once'],
    [['src/davy.ts', 'help'], 'davy verify'],
    [['playground/main.ts', '--help'], '--play NAME'],
  ])('needs nothing to be set up: %j', async (words, said) => {
    const { stdout, stderr } = await run(process.execPath, words, { env });
    expect(stdout).toContain(said);
    expect(stderr).toBe('');
  });

  it('is not who names a service, or gives a reason, of that name', async () => {
    const { code, stderr } = await run(
      process.execPath,
      ['src/davy.ts', 'rollback', 'help', 'because help is needed'],
      { env },
    ).then(
      () => ({ code: 0, stderr: '' }),
      (error: { code: number; stderr: string }) => error,
    );
    expect(code).toBe(78);
    expect(stderr).toContain('/nowhere/davy.yml');
  });
});
