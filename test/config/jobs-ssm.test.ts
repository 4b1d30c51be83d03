import { describe, expect, it } from 'vitest';
import { ssmJobEntry } from '../../src/config/entries/jobs-ssm.ts';
import { z } from 'zod';

const schema = ssmJobEntry();
const job = { run: 'ssm', command: '/opt/board/configure {version} {instance}' };
const at = { on: ['i-0123456789abcdef0', 'mi-0123456789abcdef0'] };

describe('a job by Systems Manager in davy.yml', () => {
  it('is a command, or a document with its parameters', () => {
    expect(schema.parse({ ...job, ...at, who: ['S0WHITE'] })).toMatchObject({
      command: ['/opt/board/configure', '{version}', '{instance}'],
      on: at.on,
      visible: 120_000,
    });
    const document = 'acme-configure';
    const parameters = { version: '{version}' };
    expect(schema.parse({ run: 'ssm', document, parameters })).toMatchObject({
      document,
      parameters,
      on: [],
    });
  });

  it.each<readonly [string, object, RegExp]>([
    ['neither', { run: 'ssm' }, /either a command, or a document/],
    ['both', { ...job, document: 'acme-configure' }, /either a command, or a document/],
    ['parameters of a command', { ...job, parameters: { a: 'b' } }, /only a document of your own/],
    ['a host', { ...job, on: ['web1.example.com'] }, /write the id of a server/],
    ['nowhere for people', { ...job, who: ['S0WHITE'] }, /write its servers, such as on:/],
    [
      'a word nobody fills',
      { ...job, command: 'x {host}' },
      /\{host\} is not known. Known are \{v/,
    ],
    ['a shell', { ...job, command: 'a | b' }, /no shell reads a command/],
    [
      'a word nobody fills in a parameter',
      { run: 'ssm', document: 'acme', parameters: { a: '{host}' } },
      /\{host\} is not known/,
    ],
  ])('is refused with %s, and says what to write', (_name, said, message) => {
    const read = schema.safeParse(said);
    expect(read.success ? '' : z.prettifyError(read.error)).toMatch(message);
  });
});
