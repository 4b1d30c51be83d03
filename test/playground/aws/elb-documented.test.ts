import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import { afterEach, describe, expect, it } from 'vitest';
import { balancerActions } from '../../../playground/aws/elb/actions.ts';
import { balancerArns } from '../../../playground/aws/elb/things.ts';
import { anAws, image } from './an-aws.ts';
import { type Element, rawCall, readXml } from './raw-call.ts';

/** AWS's own model of this service; it is not ours to ship, so the folder is named from outside. */
const file = join(process.env['VENDOR_SPECS'] ?? '', 'aws', 'elbv2.service-2.json');

if (!existsSync(file))
  console.warn(
    "LEFT OUT: the local Elastic Load Balancing against AWS's own model; " +
      'set VENDOR_SPECS to a folder that holds aws/elbv2.service-2.json',
  );

type Shape = {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
};
type Model = {
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly operations: Readonly<Record<string, { readonly output: { readonly shape: string } }>>;
};

/** Where an answer says what the model does not know, or does not say what it must. */
function strangers({ shapes }: Model, name: string, element: Element, at: string): string[] {
  const shape = shapes[name]!;
  switch (shape.type) {
    case 'structure':
      return [
        ...element.children.flatMap((child) => {
          const known = shape.members?.[child.name];
          const where = `${at}.${child.name}`;
          return known === undefined
            ? [`${where} is not documented`]
            : strangers({ shapes, operations: {} }, known.shape, child, where);
        }),
        ...(shape.required ?? [])
          .filter((one) => !element.children.some((child) => child.name === one))
          .map((one) => `${at}.${one} is missing`),
      ];
    case 'list':
      return element.children.flatMap((child, index) =>
        child.name === 'member'
          ? strangers({ shapes, operations: {} }, shape.member!.shape, child, `${at}[${index}]`)
          : [`${at} holds ${child.name}`],
      );
    case 'integer':
      return /^\d+$/.test(element.text) ? [] : [`${at} is no number`];
    case 'boolean':
      return /^(true|false)$/.test(element.text) ? [] : [`${at} is neither true nor false`];
    default:
      return shape.enum && !shape.enum.includes(element.text)
        ? [`${at} is ${element.text}, which is not documented`]
        : [];
  }
}

let aws: Awaited<ReturnType<typeof anAws>> | undefined;
afterEach(() => aws?.close());

describe.skipIf(!existsSync(file))("every answer against AWS's own model", () => {
  it('says nothing else, in all states of a target', async () => {
    const model = JSON.parse(readFileSync(file, 'utf8')) as Model;
    aws = await anAws({
      things: {
        groups: [{ name: 'blue' }, { name: 'green' }, { name: 'alone' }],
        balancers: [
          {
            name: 'board',
            default: { blue: 1 },
            rules: [{ priority: 10, forward: { blue: 1, green: 0 } }],
          },
        ],
      },
    });
    const arns = balancerArns(aws.world);
    const { Instances = [] } = await aws.ec2.send(
      new RunInstancesCommand({ MinCount: 2, MaxCount: 2, ImageId: image }),
    );
    aws.pass(60);
    const [one = '', two = ''] = Instances.map(({ InstanceId }) => InstanceId);
    const group = { TargetGroupArn: arns.group('blue') };
    const rule = { 'ResourceArns.member.1': arns.rule('board', 10) };
    const both = { 'Targets.member.1.Id': one, 'Targets.member.2.Id': two };
    const steps: readonly (readonly [string, Record<string, string>, number?])[] = [
      ['RegisterTargets', { ...group, ...both }],
      ['RegisterTargets', { TargetGroupArn: arns.group('alone'), 'Targets.member.1.Id': one }],
      ['DescribeTargetHealth', group, 5],
      ['DescribeTargetHealth', group, 30],
      ['DescribeTargetHealth', { TargetGroupArn: arns.group('alone') }],
      ['DescribeTargetHealth', { ...group, 'Targets.member.1.Id': 'i-00000000000000000' }],
      ['DeregisterTargets', { ...group, 'Targets.member.1.Id': two }],
      ['DescribeTargetHealth', group],
      ['DescribeTargetGroups', { LoadBalancerArn: arns.balancer('board') }],
      ['DescribeTargetGroups', { PageSize: '1' }],
      ['DescribeTargetGroupAttributes', group],
      ['AddTags', { ...rule, 'Tags.member.1.Key': 'fence', 'Tags.member.1.Value': '7' }],
      ['DescribeTags', rule],
      ['RemoveTags', { ...rule, 'TagKeys.member.1': 'fence' }],
      ['DescribeTags', { 'ResourceArns.member.1': arns.group('blue') }],
      ['DescribeListeners', { LoadBalancerArn: arns.balancer('board') }],
      ['DescribeRules', { ListenerArn: arns.listener('board') }],
      [
        'ModifyRule',
        {
          RuleArn: arns.rule('board', 10),
          'Actions.member.1.Type': 'forward',
          'Actions.member.1.TargetGroupArn': arns.group('green'),
        },
      ],
    ];
    const said: string[] = [];
    for (const [action, input, seconds = 0] of steps) {
      const { status, text } = await rawCall(
        aws.url,
        'elasticloadbalancing',
        '2015-12-01',
        action,
        input,
      );
      expect([action, status]).toEqual([action, 200]);
      const [result] = readXml(text).children;
      expect(result?.name).toBe(`${action}Result`);
      said.push(...strangers(model, model.operations[action]!.output.shape, result!, action));
      aws.pass(seconds);
    }
    expect(said).toEqual([]);
    expect([...new Set(steps.map(([action]) => action))].toSorted()).toEqual(
      Object.keys(balancerActions).toSorted(),
    );
  });

  it('would find a field and a state that are not documented', () => {
    const model = JSON.parse(readFileSync(file, 'utf8')) as Model;
    const answer = readXml('<TargetHealth><State>well</State><Why>so</Why></TargetHealth>');
    expect(strangers(model, 'TargetHealth', answer, '$')).toEqual([
      '$.State is well, which is not documented',
      '$.Why is not documented',
    ]);
  });
});
