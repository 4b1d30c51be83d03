import {
  AttachInstancesCommand,
  CreateAutoScalingGroupCommand,
  PutScalingPolicyCommand,
  SuspendProcessesCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateVersionCommand } from '@aws-sdk/client-ec2';
import type { FleetWorld } from '../contracts/fleet-world.ts';
import { subnets, template } from '../playground/aws/an-aws.ts';
import { type Ec2Place, groups, images } from './ec2-place.ts';
import { openEc2 } from './ec2-worlds.ts';

/** The Auto Scaling group `web` with two old servers, which scales by a policy of its own. */
export async function startWeb({ ec2, scaling, pass, world }: Ec2Place, more: object = {}) {
  const { LaunchTemplateVersion: made } = await ec2.send(
    new CreateLaunchTemplateVersionCommand({
      LaunchTemplateId: template,
      SourceVersion: '1',
      LaunchTemplateData: { ImageId: images.old },
    }),
  );
  await scaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: 'web',
      LaunchTemplate: { LaunchTemplateId: template, Version: String(made?.VersionNumber) },
      MinSize: 2,
      MaxSize: 6,
      DesiredCapacity: 2,
      VPCZoneIdentifier: subnets.join(','),
      TargetGroupARNs: [groups[0] ?? ''],
      HealthCheckType: 'ELB',
      HealthCheckGracePeriod: 60,
      Tags: [{ Key: 'team', Value: 'board', PropagateAtLaunch: true }],
      ...more,
    }),
  );
  await scaling.send(
    new PutScalingPolicyCommand({
      AutoScalingGroupName: 'web',
      PolicyName: 'load',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: {
        TargetValue: 100,
        PredefinedMetricSpecification: {
          PredefinedMetricType: 'ALBRequestCountPerTarget',
          ResourceLabel: `app/board/50dc6c495c0c9188/${groups[0]?.split(':').at(-1)}`,
        },
      },
    }),
  );
  pass(120);
  return [...(world.scaling.groups.get('web')?.members.keys() ?? [])];
}

/** Everything that is ready belongs to a group, as servers of a release that is live do. */
export async function openEc2Grouped(): Promise<FleetWorld> {
  const world = await openEc2({ prepares: true, group: { copy: 'web' } });
  const { place } = world;
  await startWeb(place, { TargetGroupARNs: [] });
  const name = { AutoScalingGroupName: 'web-davy-rel_0-1.42.0' };
  await place.scaling.send(
    new CreateAutoScalingGroupCommand({
      ...name,
      LaunchTemplate: { LaunchTemplateId: template, Version: '2' },
      MinSize: 0,
      MaxSize: 100,
      DesiredCapacity: 0,
      VPCZoneIdentifier: subnets.join(','),
      Tags: [{ Key: 'davy:line', Value: world.service, PropagateAtLaunch: false }],
    }),
  );
  await place.scaling.send(
    new SuspendProcessesCommand({ ...name, ScalingProcesses: ['AZRebalance'] }),
  );
  const isHomeless = ({ id, tags }: ReturnType<Ec2Place['instances']>[number]) =>
    tags.get('davy:release') === world.release &&
    tags.get('aws:autoscaling:groupName') === undefined &&
    place.isRunning(id);
  return {
    ...world,
    async until(what, ask) {
      await world.until(what, ask);
      const InstanceIds = place.instances().flatMap((one) => (isHomeless(one) ? [one.id] : []));
      // What is not up yet is not let in.
      if (InstanceIds.length > 0)
        await place.scaling
          .send(new AttachInstancesCommand({ ...name, InstanceIds }))
          .catch(() => undefined);
    },
  };
}
