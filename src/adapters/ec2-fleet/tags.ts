/**
 * What Davy writes on what it makes, from the first second: servers are told apart by nothing else.
 * `guard`, `open` and `group` say what no list of EC2 shows, so that a look stays a few calls.
 */
export const tagNames = {
  line: 'davy:line',
  release: 'davy:release',
  version: 'davy:version',
  /** The slot of the first server of an order; the others count on from it. */
  base: 'davy:base',
  /** Its termination protection: `off`, and before that `going` until all of a call are off. */
  guard: 'davy:guard',
  /** When its preparation was begun (real ms). */
  prepare: 'davy:prepare',
  /** `yes` and `no`: whether it takes new users where its group gets any. */
  open: 'davy:open',
  /** The target group that it serves in. */
  group: 'davy:group',
  /** The slot of one that was a spare. */
  slot: 'davy:slot',
  /** `yes`: kept, or put there by people as a spare; `taken`: it was, and was given a release. */
  spare: 'davy:spare',
} as const;

/** What a spare bears of earlier days is over: an empty tag is as good as none. */
export const spareTags = {
  [tagNames.base]: '',
  [tagNames.slot]: '',
  [tagNames.prepare]: '',
  [tagNames.open]: '',
  [tagNames.group]: '',
} as const;

/** A tag on the listener rule for each release: the newest fence that gave an order for it. */
export const fenceTag = (release: string): string => `davy:fence:${release}`;

/** Tags as the vendor takes them. */
export function written(
  tags: Readonly<Record<string, string>>,
): { readonly Key: string; readonly Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Tags as the vendor gives them. */
export function read(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = [],
): Readonly<Record<string, string>> {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}
