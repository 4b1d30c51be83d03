import type { Asked } from '../standin/exchange.ts';
import { openJournal } from '../standin/journal.ts';
import { type Standin, serve } from '../standin/serve.ts';
import { answerCall, type Desk } from './answer.ts';
import { type Bucket, newBuckets } from './buckets.ts';
import { type Clock, newClock } from './clock.ts';
import { controlAws } from './control.ts';
import { type AwsCall, awsCall } from './journal.ts';
import { memoryMachines } from './machines/in-memory.ts';
import type { Machines } from './machines/machines.ts';
import type { Pace } from './pace.ts';
import { newRefusals } from './refusals.ts';
import { settle } from './settle.ts';
import { place, type Things, thingsSchema } from './things.ts';
import { throttled, writeFault } from './wire/dialects.ts';
import { readAsking } from './wire/services.ts';
import { newWorld, type World } from './world.ts';

/** What the stand-in is told; everything but the port has a usual value. */
export type AwsOptions = {
  readonly port: number;
  readonly dataDir?: string;
  readonly region?: string;
  readonly account?: string;
  readonly keyId?: string;
  readonly secret?: string;
  readonly speed?: number;
  readonly pace?: Partial<Pace>;
  readonly buckets?: Readonly<Record<string, Bucket>>;
  readonly things?: Things;
  /** What runs behind the instances; without it nothing does. */
  readonly machines?: (clock: Clock) => Machines;
};

/** The stand-in, and the account behind it for those in the same process. */
export type Aws = Standin & { readonly world: World };

/**
 * EC2, Elastic Load Balancing, Auto Scaling, Systems Manager and STS on one loopback port: the part
 * a release bot touches, as strict, told apart by what a request was signed for.
 */
export async function startAws(options: AwsOptions): Promise<Aws> {
  const clock = newClock(options.speed ?? 1);
  const world = newWorld({
    region: options.region ?? 'eu-west-1',
    account: options.account ?? '123456789012',
    clock,
    machines: (options.machines ?? memoryMachines)(clock),
    keyId: options.keyId ?? 'AKIAPLAYGROUND000001',
    secret: options.secret ?? 'playground-secret-access-key',
    pace: options.pace ?? {},
  });
  place(world, thingsSchema.parse(options.things ?? {}));
  const desk: Desk = {
    world,
    buckets: newBuckets(clock, options.buckets ?? {}),
    refusals: newRefusals(),
    journal: openJournal<AwsCall>(options.dataDir, 'aws', (value) => awsCall.parse(value)),
  };
  const standin = await serve({
    port: options.port,
    answer: (asked) => answerCall(desk, asked),
    control: (asked) => controlAws(desk, asked),
    place: placeOf,
    tooMany: (_, asked) => {
      const service = readAsking(asked)?.service ?? 'ec2';
      return writeFault(service, throttled(service), 'on-demand');
    },
  });
  // Users are cut off and servers replaced also while nobody calls.
  const ticking = setInterval(() => settle(world), 250);
  const close = () => {
    clearInterval(ticking);
    return standin.close();
  };
  return { ...standin, close, world };
}

/** All calls of AWS go to one path; faults are meant for one API, such as `/ec2/RunInstances`. */
function placeOf(asked: Asked): string {
  const asking = readAsking(asked);
  return asking === undefined ? asked.url.pathname : `/${asking.service}/${asking.action}`;
}
