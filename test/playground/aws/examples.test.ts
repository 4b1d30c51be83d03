import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ec2Actions } from '../../../playground/aws/ec2/actions.ts';
import { balancerActions } from '../../../playground/aws/elb/actions.ts';
import { anAws, codeOf } from './an-aws.ts';

/** AWS's own examples; they are not ours to ship, so the folder is named from outside. */
const folder = join(process.env['VENDOR_SPECS'] ?? '', 'aws');
const isThere = existsSync(join(folder, 'ec2.examples-1.json'));

if (!isThere)
  console.warn(
    "LEFT OUT: the local AWS against AWS's own examples; " +
      'set VENDOR_SPECS to a folder that holds aws/ec2.examples-1.json',
  );

type Example = { readonly title: string; readonly input?: object };

/** Codes that say "I do not understand you": the things in the examples are simply not there. */
const misunderstood =
  /^(UnknownParameter|MissingParameter|ValidationError|InvalidAction|InvalidParameterValue)$/;

const examplesOf = (file: string, actions: object): (readonly [string, string, object])[] =>
  Object.entries<Example[]>(
    isThere ? JSON.parse(readFileSync(join(folder, file), 'utf8')).examples : {},
  )
    .filter(([name]) => name in actions)
    .flatMap(([name, examples]) =>
      examples.map(({ title, input = {} }) => [name, title, input] as const),
    );

let aws: Awaited<ReturnType<typeof anAws>>;
beforeAll(async () => {
  aws = await anAws();
});
afterAll(() => aws.close());

describe.skipIf(!isThere)('every request in the examples of AWS is understood', () => {
  it.each(examplesOf('ec2.examples-1.json', ec2Actions))('EC2 %s: %s', async (name, _, input) => {
    aws.pass(10);
    const Command = Object.entries(ec2).find(([one]) => one === `${name}Command`)![1] as new (
      input: object,
    ) => Parameters<typeof aws.ec2.send>[0];
    expect(await codeOf(aws.ec2.send(new Command(input)))).not.toMatch(misunderstood);
  });

  it.each(examplesOf('elbv2.examples-1.json', balancerActions))(
    'the balancer, %s: %s',
    async (name, _, input) => {
      aws.pass(10);
      const Command = Object.entries(elb).find(([one]) => one === `${name}Command`)![1] as new (
        input: object,
      ) => Parameters<typeof aws.elb.send>[0];
      expect(await codeOf(aws.elb.send(new Command(input)))).not.toMatch(misunderstood);
    },
  );
});
