import { execFileSync, fork, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { chromium } from 'playwright-core';
import { expect, it } from 'vitest';

it.each<readonly [string, () => unknown]>([
  ['opens a server', () => createServer().listen(0)],
  ['connects to a server', () => connect(1)],
  ['starts a program', () => spawn('true')],
  ['starts a program', () => spawnSync('true')],
  ['starts a program', () => execFileSync('true')],
  ['starts a program', () => fork('none.ts')],
])('a quick test that %s is told to move', (what, trespass) => {
  expect(trespass).toThrow(`A quick test ${what}`);
});

it('a quick test that asks somebody or opens a browser is told to move', async () => {
  const asked = await fetch('http://127.0.0.1:65535').catch((error: Error) => error.cause);
  expect(String(asked)).toContain('A quick test connects to a server');
  await expect(chromium.launch({ executablePath: process.execPath })).rejects.toThrow(
    'A quick test starts a program',
  );
});
