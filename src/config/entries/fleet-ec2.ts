import { z } from 'zod';
import { ImagesEntry, saysWhose } from './fleet-ec2-images.ts';
import { DrainEntry, UsersEntry } from './fleet-ec2-users.ts';
import { GroupEntry } from './fleet-ec2-group.ts';
import { Duration } from './measures.ts';

/** Full names of things of the balancer: they change only when the thing does. */
function arn(kind: 'listener-rule/app' | 'targetgroup', what: string) {
  return z
    .string({ error: `write the ARN of ${what}` })
    .regex(new RegExp(`^arn:aws[\\w-]*:elasticloadbalancing:[\\w-]+:\\d{12}:${kind}/[^\\s*?]+$`), {
      error: `write the ARN of ${what}: arn:aws:elasticloadbalancing:…:${kind}/…`,
    });
}

function id(prefix: string) {
  return z.string().regex(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), {
    error: `write an id such as ${prefix}-0123456789abcdef0`,
  });
}

const tagText = z.string().regex(/^[^*?\\]{1,256}$/, {
  error: 'write the tag as it is: * and ? would fit other servers too',
});

const TrafficEntry = z
  .strictObject({
    listener_rule: arn('listener-rule/app', 'a rule of the listener (not its default rule)'),
    groups: z
      .array(arn('targetgroup', 'a target group'))
      .min(3, {
        error:
          'write three target groups or four: for what is live, for what is new, and for what a ' +
          'way back starts again',
      })
      .max(4, { error: 'write at most four: a rule takes five, and one of them is waiting' })
      .readonly(),
    /** Servers are checked here before anybody is let in; it never gets any traffic. */
    waiting: arn('targetgroup', 'one more target group'),
  })
  .refine(({ groups, waiting }) => new Set([...groups, waiting]).size === groups.length + 1, {
    path: ['groups'],
    error: 'name each target group once, and the one that is waiting apart from them',
  });

const ec2Keys = {
  kind: z.literal('ec2'),
  /** `users` stick to a server and are handed over; `traffic` follows shares. */
  moves: z.enum(['users', 'traffic'], {
    error: 'write moves: users (with users and drain) or moves: traffic',
  }),
  /** Without it the one of the SDK's own chain, such as AWS_REGION. */
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, { error: 'write a region such as eu-west-1' })
    .optional(),
  launch_template: z.strictObject({
    id: id('lt'),
    version: z
      .number({
        error: 'write a number: what $Latest and $Default mean may change under a release',
      })
      .int()
      .min(1),
  }),
  subnets: z
    .array(id('subnet'))
    .min(1, { error: 'write at least one subnet' })
    .refine((subnets) => new Set(subnets).size === subnets.length, {
      error: 'name each subnet once',
    })
    .readonly(),
  /** Where no subnet has room for the first, all are tried with the next. */
  instance_types: z
    .array(
      z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, {
        error: 'write a type such as c6i.large',
      }),
    )
    .min(1, { error: 'write at least one type, or leave it to the template' })
    .refine((types) => new Set(types).size === types.length, { error: 'name each type once' })
    .default([])
    .readonly(),
  select: z.strictObject({
    tags: z
      .record(
        z.string().regex(/^(?!aws:|davy:)[^*?\\]{1,128}$/i, {
          error: 'write a tag of your own: aws: and davy: are written by others',
        }),
        tagText,
      )
      .refine((tags) => Object.keys(tags).length > 0, {
        error: 'write the tags that all its servers have, such as { Role: board }',
      }),
    version_tag: z.string().min(1).max(128),
  }),
  traffic: TrafficEntry,
  /** A server that is not healthy by then is not coming up any more. */
  starts_within: Duration.prefault('5m'),
  /**
   * Where Prometheus counts the users of each server, or its requests a second, by a label that
   * tells servers apart: what nobody counts no soak is sure to have had.
   */
  users: UsersEntry,
  /** Where a server is asked to hand its users over. */
  drain: DrainEntry.optional(),
  /** What a server of a type costs an hour, for what is said of forgotten ones. */
  cost: z.record(z.string(), z.number().positive()).default({}),
  /**
   * Stopped servers with the tag `davy:spare` are started before new ones are made; so many empty
   * ones are kept.
   */
  spares: z
    .strictObject({
      keep: z.int().min(0).max(1_000).default(0),
    })
    .readonly()
    .optional(),
  images: ImagesEntry.optional(),
  /** Where its way back is kept outside the database, for `davy rollback --from`. */
  rollback_order: z
    .string()
    .regex(/^ssm:\/?[\w.-]+(\/[\w.-]+)*$/, {
      error: 'write a parameter of Systems Manager such as ssm:/davy/board',
    })
    .max(500)
    .optional(),
  /** Runs once on each server before anybody is let in; its hosts are the servers. */
  configure: z
    .strictObject({
      job: z.string({ error: 'write the name of a job of this service' }),
    })
    .readonly()
    .optional(),
  /** Davy takes it on for this line, for an hour at a time; without it, it is who it is. */
  role: z
    .string()
    .regex(/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, {
      error: 'write the ARN of a role, such as arn:aws:iam::123456789012:role/davy-board',
    })
    .optional(),
  /** What the role's trust policy asks for beside who asks. */
  external_id: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/, {
      error: 'write the external id that the trust policy of the role asks for',
    })
    .optional(),
  spot: z
    .never({
      error:
        'nobody would start others for those that AWS takes back once a release is over: let an ' +
        'Auto Scaling group have them, by its mixed instances policy, and write group: { copy: … }',
    })
    .optional(),
  group: GroupEntry.optional(),
  /** So often all fleets of a region may call AWS together; a way back is never put off. */
  calls_per_second: z.number().min(1).max(100).default(10),
};

/** Servers on EC2 behind an Application Load Balancer. */
export const Ec2Fleet = z
  .strictObject(ec2Keys)
  .refine(({ moves, drain }) => moves === 'traffic' || drain !== undefined, {
    path: ['drain'],
    error: 'write where servers hand users over: { url: "http://{private_ip}:8080/drain" }',
  })
  .refine(({ group, spares }) => group === undefined || spares === undefined, {
    path: ['spares'],
    error: 'a group starts its servers itself and takes no spares: leave out spares, or group',
  })
  .refine(
    ({ images, select }) => images === undefined || saysWhose(images.tags, select.version_tag),
    {
      path: ['images', 'tags'],
      error:
        'write a tag that tells its images from those of other services, such as { Role: board }',
    },
  )
  .refine(({ role, external_id: id }) => role !== undefined || id === undefined, {
    path: ['external_id'],
    error: 'only a role asks for one: write role, or leave it out',
  })
  .refine(({ moves, drain }) => moves === 'users' || drain === undefined, {
    path: ['drain'],
    error: 'nobody is handed over where traffic is shared out; write moves: users',
  });
