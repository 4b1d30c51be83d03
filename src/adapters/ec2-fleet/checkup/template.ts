import type { ResponseLaunchTemplateData } from '@aws-sdk/client-ec2';
import type { FleetFinding } from '../../../ports/fleet.ts';
import type { Ec2FleetOptions } from '../options.ts';
import { ask, type CheckupAws, type Came } from './calls.ts';

/** Whether there is the version of the launch template that davy.yml names, and fits a launch. */
export async function lookAtTemplate(
  aws: CheckupAws,
  { template: { id, version }, types }: Pick<Ec2FleetOptions, 'template' | 'types'>,
): Promise<Came<FleetFinding>> {
  const action = 'ec2:DescribeLaunchTemplateVersions';
  const asked = await ask(action, (how) =>
    aws.describeLaunchTemplateVersions({ LaunchTemplateId: id, Versions: [String(version)] }, how),
  );
  const about = `launch template ${id}, version ${version}`;
  if (asked.kind === 'denied') return asked;
  if (asked.kind === 'said') {
    const data = asked.said.LaunchTemplateVersions?.[0]?.LaunchTemplateData ?? {};
    return { kind: 'said', said: fits(about, data, types.length > 0) };
  }
  if (!asked.code.includes('VersionNotFound'))
    return {
      kind: 'said',
      said: ill(`${about}: ${asked.why}`, 'Check launch_template.id in davy.yml'),
    };
  const all = await ask(action, (how) =>
    aws.describeLaunchTemplateVersions({ LaunchTemplateId: id }, how),
  );
  const versions = all.kind === 'said' ? (all.said.LaunchTemplateVersions ?? []) : [];
  const newest = Math.max(0, ...versions.map(({ VersionNumber = 0 }) => VersionNumber));
  return {
    kind: 'said',
    said: ill(
      `${about}, is not there; its newest is ${newest}`,
      'Write a version that is there into launch_template.version of davy.yml',
    ),
  };
}

function fits(about: string, data: ResponseLaunchTemplateData, hasTypes: boolean): FleetFinding {
  const isOpen = data.InstanceType === undefined && data.InstanceRequirements === undefined;
  if (isOpen && !hasTypes)
    return ill(
      `${about}, says no type of server`,
      'Make a version that says the instance type, or write fleet.instance_types',
    );
  if (data.NetworkInterfaces?.some(({ SubnetId }) => SubnetId !== undefined) === true)
    return ill(
      `${about}, says the subnet itself`,
      'Make a version that leaves the subnet open: davy.yml names them',
    );
  if (data.InstanceMarketOptions?.MarketType === 'spot')
    return ill(
      `${about}, asks for spot servers, which cannot be protected`,
      'Make a version without market options',
    );
  return { what: `${about}: ${data.InstanceType ?? 'by requirements'}`, todo: null };
}

function ill(what: string, todo: string): FleetFinding {
  return { what, todo };
}
