import type { Image } from '@aws-sdk/client-ec2';
import type { FleetFinding } from '../../../ports/fleet.ts';
import { isReady, newestFirst } from '../find-images.ts';
import { read } from '../tags.ts';
import { ask, type CheckupAws } from './calls.ts';

type Tags = Readonly<Record<string, string>>;

/**
 * Whether images of builds are found by the tags that davy.yml names, and each by its own: a build
 * that nobody finds waits for nothing, and of several the newest is taken, whichever was meant.
 */
export async function lookAtMadeImages(
  aws: CheckupAws,
  tags: Tags | null,
  now: number,
): Promise<readonly FleetFinding[]> {
  if (tags === null) return [];
  const plain = Object.entries(tags).filter(([, value]) => !stands.test(value));
  const asked = await ask('ec2:DescribeImages', (how) =>
    aws.describeImages(
      {
        Owners: ['self'],
        Filters: plain.map(([key, value]) => ({ Name: `tag:${key}`, Values: [value] })),
      },
      how,
    ),
  );
  // That Davy may not ask is found where the images of what runs are looked at.
  if (asked.kind !== 'said') return [];
  const found = newestFirst(asked.said.Images ?? [], now);
  return [findingOf(found, tags, Object.fromEntries(plain))];
}

/** The build's own words in a tag. */
const stands = /\{(?:version|commit)\}/;

function findingOf(found: readonly Image[], tags: Tags, plain: Tags): FleetFinding {
  const fit = found.filter((image) => bearsForms(read(image.Tags), tags));
  const [newest] = fit;
  const ready = fit.filter(isReady);
  if (newest === undefined)
    return {
      what:
        `no AMI of this account bears ${told(tags)} (fleet.images)` +
        (found.length === 0 ? '' : `; ${found.length} bear ${told(plain)}`),
      todo:
        'Let what makes its AMIs, such as Packer, write these tags on them, or write those that ' +
        'they bear into fleet.images.tags and select.version_tag of davy.yml',
    };
  const own = ownOf(newest, tags);
  const alike = ready.filter((image) => told(ownOf(image, tags)) === told(own));
  return alike.length > 1
    ? {
        what:
          `${alike.length} AMIs bear ${told(own)}: ` +
          `the newest, ${newest.ImageId}, would be taken`,
        todo:
          'Give each build a version of its own, or write what tells them apart into ' +
          "fleet.images.tags, such as Commit: '{commit}'; deregister or deprecate the others",
      }
    : {
        what: `builds find their AMIs: the newest, ${newest.ImageId}, bears ${told(own)}`,
        todo: null,
      };
}

/** Bears all of them, with anything where the build's own words stand. */
function bearsForms(own: Tags, tags: Tags): boolean {
  return Object.entries(tags).every(([key, form]) => {
    const parts = form.split(stands).map((part) => part.replaceAll(/[^\w]/g, '\\$&'));
    return new RegExp(`^${parts.join('.+')}$`, 's').test(own[key] ?? '');
  });
}

function ownOf({ Tags: own }: Image, tags: Tags): Tags {
  const all = read(own);
  return Object.fromEntries(Object.keys(tags).map((key) => [key, all[key] ?? '']));
}

function told(tags: Tags): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}
