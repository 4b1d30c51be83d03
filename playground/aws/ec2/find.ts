import { AwsFault } from '../wire/fault.ts';
import type { World } from '../world.ts';
import { type Image, type Instance, isSeen, type Subnet, type Template } from './compute.ts';

/** The instances with these ids: one that is not (yet, or any more) seen fails the whole call. */
export function seenInstances(world: World, ids: readonly string[]): readonly Instance[] {
  const malformed = ids.find((id) => !/^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
  if (malformed !== undefined)
    throw new AwsFault('InvalidInstanceID.Malformed', `Invalid id: "${malformed}"`);
  const now = world.clock.now();
  const found = ids.map((id) => world.compute.instances.get(id));
  const seen = found.flatMap((one) => (one !== undefined && isSeen(one, now) ? [one] : []));
  const missing = ids.filter((id) => !seen.some((one) => one.id === id));
  if (missing.length > 0)
    throw new AwsFault(
      'InvalidInstanceID.NotFound',
      missing.length === 1
        ? `The instance ID '${missing[0]}' does not exist`
        : `The instance IDs '${missing.join(', ')}' do not exist`,
    );
  return seen;
}

/** The image with this id. */
export function imageOf({ compute }: World, id: string): Image {
  const image = compute.images.get(id);
  if (image !== undefined) return image;
  throw /^ami-[0-9a-f]{8,17}$/.test(id)
    ? new AwsFault('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`)
    : new AwsFault('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`);
}

/** The subnet with this id. */
export function subnetOf({ compute }: World, id: string): Subnet {
  const subnet = compute.subnets.get(id);
  if (subnet !== undefined) return subnet;
  throw new AwsFault('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`);
}

/** The launch template with this id or name. */
export function templateOf({ compute }: World, id?: string, name?: string): Template {
  if (id === undefined && name === undefined)
    throw new AwsFault(
      'MissingParameter',
      'The request must contain the parameter LaunchTemplateId or LaunchTemplateName',
    );
  const found =
    id === undefined
      ? [...compute.templates.values()].find((one) => one.name === name)
      : compute.templates.get(id);
  if (found !== undefined) return found;
  throw id === undefined
    ? new AwsFault(
        'InvalidLaunchTemplateName.NotFoundException',
        'At least one of the launch templates specified in the request does not exist.',
      )
    : new AwsFault(
        'InvalidLaunchTemplateId.NotFound',
        `The specified launch template, with template ID ${id}, does not exist.`,
      );
}

/** The number that a version means: itself, or the newest, or the default. */
export function versionOf(template: Template, written: string): number {
  const number =
    written === '$Latest'
      ? template.versions.length
      : written === '$Default'
        ? template.defaultVersion
        : Number(written);
  if (template.versions[number - 1] !== undefined) return number;
  throw new AwsFault(
    'InvalidLaunchTemplateId.VersionNotFound',
    `Could not find launch template version ${written} for template ${template.id}.`,
  );
}
