import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { documentCall, type Ec2Work } from '../../../src/adapters/ec2-jobs/parameters.ts';
import type { JobOrder } from '../../../src/ports/jobs.ts';

const order: JobOrder = {
  id: 'run-1',
  job: 'configure',
  on: 'i-0123456789abcdef0',
  service: 'board',
  under: 'board.runs',
  turn: 1,
  fence: 1,
  words: { version: '1.42.0', by: 'U1' },
};

function sent(work: Ec2Work, words: JobOrder['words'] = order.words) {
  return documentCall(work, { ...order, words }, 90_500);
}

/** The script of a command, run by a real shell. */
function run(command: readonly string[], words: JobOrder['words'] = order.words) {
  const call = sent({ kind: 'command', command }, words);
  if ('why' in call) throw new Error(call.detail);
  const script = call.Parameters['commands']?.join('\n') ?? '';
  return new Promise<{ readonly code: number | null; readonly said: string; script: string }>(
    (resolve) => {
      const child = execFile('/bin/sh', ['-c', script], (_fault, stdout, stderr) =>
        resolve({ code: child.exitCode, said: stdout + stderr, script }),
      );
    },
  );
}

const odd = `a b'c"d $(id) \`id\` ; rm -rf / \\ {{ssm:/prod/key}} {{{x}}} {} * ? ~ #\nnext`;

describe('a command for Systems Manager', () => {
  it('is run word by word, whatever its words are, and no shell reads them', async () => {
    const { said, code } = await run(['printf', '<%s>', odd, '{version}', '{instance}', '{none}']);
    expect(said).toBe(`<${odd}><1.42.0><i-0123456789abcdef0><{none}>`);
    expect(code).toBe(0);
  });

  it('holds no reference that Systems Manager would put a secret in the place of', async () => {
    const version = '{{ssm-secure:/prod/key}}';
    const { said, script } = await run(['printf', '%s', 'x{{ssm:a}}', '{version}'], { version });
    expect(script).not.toContain('{{');
    expect(said).toBe(`x{{ssm:a}}{{ssm-secure:/prod/key}}`);
  });

  it('ends with its own code, and reads nothing from whoever runs it', async () => {
    expect(await run(['sh', '-c', 'cat; echo out; echo err >&2; exit 7'])).toMatchObject({
      code: 7,
      said: 'out\nerr\n',
    });
    expect((await run(['/nowhere/at-all'])).code).toBe(127);
  });

  it('says the end of much, from a whole line on', async () => {
    const { said } = await run(['seq', '1', '20000']);
    expect(said).toMatch(/^\[\.\.\.\]\n\d{5}\n/);
    expect(said.endsWith('\n19999\n20000\n')).toBe(true);
    expect(said.length).toBeLessThan(16_100);
  });

  it('has the time that the job may take', () => {
    expect(sent({ kind: 'command', command: ['true'] })).toMatchObject({
      DocumentName: 'AWS-RunShellScript',
      Parameters: { executionTimeout: ['91'] },
    });
  });
});

describe('a document of the account', () => {
  const work = {
    kind: 'document',
    document: 'acme-configure',
    parameters: { version: 'v{version}', instance: '{instance}', kind: 'a "kind"; of' },
  } as const;

  it('gets the words of an order in its parameters', () => {
    expect(sent(work)).toEqual({
      DocumentName: 'acme-configure',
      Parameters: {
        version: ['v1.42.0'],
        instance: ['i-0123456789abcdef0'],
        kind: ['a "kind"; of'],
      },
    });
  });

  it.each(['1.42.0; id', '$(id)', '{{ssm:/prod/key}}', "'", '-rf', 'a b', '', 'x'.repeat(300)])(
    'gets no word that its script could read: %j',
    (version) => {
      expect(sent(work, { version })).toMatchObject({
        why: 'not-accepted',
        detail: expect.stringContaining('{version}'),
      });
    },
  );
});
