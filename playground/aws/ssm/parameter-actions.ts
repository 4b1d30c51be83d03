import { z } from 'zod';
import { action, type Touched } from '../action.ts';
import { AwsFault } from '../wire/fault.ts';
import { flag } from '../wire/input.ts';
import type { World } from '../world.ts';
import type { Parameter } from './commands.ts';

const bytesMax = { Standard: 4_096, Advanced: 8_192 } as const;

/** What somebody asks for: a tier, or the least that fits. */
const tiers = ['Standard', 'Advanced', 'Intelligent-Tiering'] as const;

/** A parameter that was advanced once stays so, and is refused as a standard one. */
function tierOf(
  asked: (typeof tiers)[number],
  before: Parameter | undefined,
  bytes: number,
): keyof typeof bytesMax {
  if (asked === 'Standard' && before?.tier === 'Advanced')
    throw new AwsFault(
      'ValidationException',
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the " +
        'advanced-parameter tier to the standard-parameter tier.',
    );
  if (asked !== 'Intelligent-Tiering') return asked;
  return before?.tier === 'Advanced' || bytes > bytesMax.Standard ? 'Advanced' : 'Standard';
}

const touches = ({ region, account }: World, { Name }: { readonly Name: string }): Touched[] => [
  { resource: `arn:aws:ssm:${region}:${account}:parameter/${nameOf(Name).replace(/^\//, '')}` },
];

/** Keeps a value under a name: over one that is there only when told to. */
export const putParameter = action({
  input: z.strictObject({
    Name: z.string().regex(/^[\w./-]{1,1011}$/),
    Value: z.string().min(1),
    Type: z.enum(['String', 'StringList', 'SecureString']).optional(),
    Overwrite: flag.default(false),
    Tier: z.enum(tiers).default('Standard'),
    Description: z.string().optional(),
    KeyId: z.string().optional(),
    DataType: z.string().optional(),
    Tags: z.array(z.looseObject({})).optional(),
  }),
  touches,
  run(world, { Name, Value, Type, Overwrite, Tier: asked }) {
    const { parameters } = world.management;
    const before = parameters.get(Name);
    if (before !== undefined && !Overwrite)
      throw new AwsFault(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the ' +
          'request to true.',
      );
    if (before === undefined && Type === undefined)
      throw new AwsFault('ValidationException', 'A parameter type is required when you create one');
    const tier = tierOf(asked, before, Buffer.byteLength(Value));
    if (Buffer.byteLength(Value) > bytesMax[tier])
      throw new AwsFault(
        'ValidationException',
        `${tier} tier parameters support at most ${bytesMax[tier]} characters.`,
      );
    const versions = [...(before?.versions ?? []), { value: Value, atMs: world.clock.now() }];
    const type = Type ?? before?.type ?? 'String';
    parameters.set(Name, { name: Name, type, tier, versions });
    return { Version: versions.length, Tier: tier };
  },
});

/** Reads a value: the newest, or the version named after a colon. */
export const getParameter = action({
  input: z.strictObject({ Name: z.string(), WithDecryption: flag.default(false) }),
  touches,
  run(world, { Name, WithDecryption }) {
    const name = nameOf(Name);
    const parameter = world.management.parameters.get(name);
    if (parameter === undefined) throw new AwsFault('ParameterNotFound', '');
    const version = Number(/:(\d+)$/.exec(Name)?.[1] ?? parameter.versions.length);
    const found = parameter.versions[version - 1];
    if (found === undefined)
      throw new AwsFault('ParameterVersionNotFound', `${Name} has no such version.`);
    const isHidden = parameter.type === 'SecureString' && !WithDecryption;
    return {
      Parameter: {
        Name: name,
        Type: parameter.type,
        Value: isHidden ? `AQICAH${Buffer.from(name).toString('base64')}` : found.value,
        Version: version,
        LastModifiedDate: found.atMs / 1_000,
        ARN: `arn:aws:ssm:${world.region}:${world.account}:parameter/${name.replace(/^\//, '')}`,
        DataType: 'text',
      },
    };
  },
});

function nameOf(written: string): string {
  return written.replace(/:\d+$/, '');
}
