import { spawn } from 'node:child_process';

type Ended = {
  readonly name: string;
  readonly ok: boolean;
  readonly said: string;
  readonly seconds: string;
};

/**
 * Runs scripts of package.json beside each other, and answers whether all are content; what those
 * said that are not is printed when all have ended.
 */
export async function areContent(
  scripts: readonly (readonly string[])[],
  environment: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const began = performance.now();
  const ended = await Promise.all(scripts.map((script) => run(script, environment, began)));
  for (const { name, said } of ended.filter(({ ok }) => !ok)) console.log(`\n${name}\n${said}`);
  for (const { name, ok, seconds } of ended) console.log(`${ok ? '✓' : '✗'} ${name}, ${seconds} s`);
  return ended.every(({ ok }) => ok);
}

function run(
  script: readonly string[],
  environment: Readonly<Record<string, string>>,
  began: number,
): Promise<Ended> {
  const child = spawn('npm', ['run', '--silent', ...script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '1', ...environment },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      done({ name: script[0] ?? '', ok: code === 0, said, seconds });
    });
  });
}
