import type { ServiceEntry } from './davy-yml.ts';

type Kind = ServiceEntry['fleet']['kind'];

/**
 * Why a fleet of this kind starts nothing under this name, and what to write instead; null where it
 * names one image, today and tomorrow. Whether that image is there, the fleet is asked later.
 */
export function whyNoImage(kind: Kind, image: string): string | null {
  const { fits, starts, write } = rules[kind];
  return fits(image)
    ? null
    : `image "${image}" is ${formOf(image)}: a fleet of kind ${kind} starts ${starts}. ${write}`;
}

/** What each kind of fleet takes for an image. */
const rules: Readonly<Record<Kind, Rule>> = {
  ec2: {
    fits: (image) => /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(image),
    starts: 'AMIs, by their id',
    write:
      'Write the id of the AMI that was made of this build, such as ami-0123456789abcdef0; or no ' +
      'image, where fleet.images of davy.yml says by which tags it is found',
  },
  local: {
    fits: (image) => digest.test(image) || (/^[A-Za-z0-9][\w.+-]*$/.test(image) && !moves(image)),
    starts: 'what its process host knows by this name, and nobody may change what it stands for',
    write:
      'Write the id of one image, or its digest: sha256: and 64 hex digits, after its name and @ ' +
      'where it has one',
  },
};

type Rule = {
  readonly fits: (image: string) => boolean;
  readonly starts: string;
  readonly write: string;
};

const digest = /^(\w[\w.:/-]*@)?sha256:[0-9a-f]{64}$/;

/** Names that every registry moves on. */
function moves(name: string): boolean {
  return /^(latest|stable|edge|nightly|current|main|master|head)$/i.test(name);
}

/** What it looks like instead, so that whoever wrote it sees which of their words is meant. */
function formOf(image: string): string {
  if (/^[\w+.-]+:\/\//.test(image)) return 'an address';
  if (digest.test(image)) return 'the digest of a container image';
  if (image.includes('sha256:')) return 'a digest without its 64 hex digits';
  if (image.startsWith('resolve:')) return 'a parameter, which may name another image tomorrow';
  if (moves(image) || /:[\w.-]+$/.test(image))
    return 'a tag, which may mean another image tomorrow';
  if (/[/\\]/.test(image)) return 'a path';
  if (image.startsWith('ami-')) return 'no id of an AMI, which has 8 or 17 hex digits';
  return 'no id of an image';
}
