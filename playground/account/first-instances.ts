import { setTimeout as sleep } from 'node:timers/promises';
import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { z } from 'zod';
import { call } from '../call.ts';
import { account, accountArns, ownerKey } from './names.ts';

const Weighed = z.array(z.object({ weight: z.number() }));

type Wanted = { readonly servers: number; readonly service: string };

/**
 * The servers that were there before Davy, launched by whoever owns the account: from the AMI of
 * what is live, in both zones, protected, and in the group that gets all traffic.
 */
export async function launchFirstInstances(
  awsUrl: string,
  balancerAdminUrl: string,
  image: string,
  of: Wanted,
): Promise<void> {
  const settings = {
    region: account.region,
    endpoint: awsUrl,
    credentials: { accessKeyId: ownerKey.id, secretAccessKey: ownerKey.secret },
  };
  const balancing = new ElasticLoadBalancingV2Client(settings);
  const ids = await launchInEach(new EC2Client(settings), image, of);
  const [TargetGroupArn = ''] = accountArns.groups;
  const Targets = ids.map((Id) => ({ Id }));
  await insist('the first servers to run', () =>
    balancing.send(new RegisterTargetsCommand({ TargetGroupArn, Targets })),
  );
  await insist('the first servers to get traffic', async () => {
    const targets = Weighed.parse(await call(`${balancerAdminUrl}/targets`));
    const open = targets.filter(({ weight }) => weight > 0);
    if (open.length < of.servers) throw new Error(`${open.length} of ${of.servers} do`);
  });
}

async function launchInEach(
  ec2: EC2Client,
  image: string,
  { servers, service }: Wanted,
): Promise<readonly string[]> {
  const each = Math.ceil(servers / account.subnets.length);
  const launched = account.subnets.map((SubnetId) =>
    ec2.send(
      new RunInstancesCommand({
        ImageId: image,
        LaunchTemplate: { LaunchTemplateId: account.template, Version: '1' },
        MinCount: each,
        MaxCount: each,
        SubnetId,
        DisableApiTermination: true,
        TagSpecifications: [
          { ResourceType: 'instance', Tags: [{ Key: account.roleTag, Value: service }] },
        ],
      }),
    ),
  );
  const all = await Promise.all(launched);
  return all.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId = '' }) => InstanceId));
}

/** A server can be registered once it runs: until then it is refused, and tried again. */
async function insist(what: string, act: () => Promise<unknown>): Promise<void> {
  let last: unknown;
  for (let tries = 0; tries < 1_200; tries += 1) {
    try {
      return void (await act());
    } catch (cause) {
      last = cause;
      await sleep(100);
    }
  }
  throw new Error(`waited two minutes for ${what}, and it did not come`, { cause: last });
}
