import { spawn } from 'node:child_process';
import { wantsHelp } from '../src/process/wants-help.ts';

if (wantsHelp(process.argv.slice(2))) {
  console.log('Checks all that needs no server and no browser, side by side: npm run quick');
  process.exit(0);
}

/**
 * Everything that needs no server and no browser, all beside each other; what failed is printed
 * when all have ended. A property is tried for a moment only, and the rules of lint that need types
 * are left out: `npm run check` tries everything.
 */
const checks: readonly (readonly string[])[] = [
  ['formatted', '--', '--cache'],
  ['quick-lint'],
  ['types'],
  ['test', '--', '--project', 'quick'],
];

const began = performance.now();
const ended = await Promise.all(checks.map(run));
for (const { name, said } of ended.filter(({ ok }) => !ok)) console.log(`\n${name}\n${said}`);
for (const { name, ok, seconds } of ended) {
  const sign = ok ? '✓' : '✗';
  console.log(`${sign} ${name}, ${seconds} s`);
}
process.exitCode = ended.every(({ ok }) => ok) ? 0 : 1;

function run(
  args: readonly string[],
): Promise<{ name: string; ok: boolean; said: string; seconds: string }> {
  const child = spawn('npm', ['run', '--silent', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, QUICK: '1', FORCE_COLOR: '1' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) =>
      done({ name: args[0] ?? '', ok: code === 0, said, seconds: secondsSince(began) }),
    );
  });
}

function secondsSince(at: number): string {
  return ((performance.now() - at) / 1_000).toFixed(1);
}
