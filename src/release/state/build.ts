/**
 * One immutable version of a service, as CI registered it; within a service the version is its
 * name.
 */
export type Build = {
  /**
   * The line it is for. It is registered once, for the product, and stands on each line under that
   * line's name, so that nothing about one line is ever taken for another's.
   */
  readonly service: string;
  readonly version: string;
  readonly commit: string;
  /** What is launched: an AMI id or an image digest, never a tag that can be moved. */
  readonly image: string;
  readonly checks: { readonly passed: number; readonly failed: number };
  readonly registeredAt: number;
};

/** What CI told of: a build whose image may still be made, and then starts nothing. */
export type RegisteredBuild = Omit<Build, 'image'> & { readonly image: string | null };

/** Whether there is something to launch: only such a build may become a release. */
export function hasImage(build: RegisteredBuild): build is Build {
  return build.image !== null;
}

/**
 * What became of one that CI told. `rechecked`: its checks are others. `completed`: it had no image
 * before, and is the same otherwise. `conflict`: other bytes.
 */
export type Stored = 'added' | 'known' | 'rechecked' | 'completed' | 'conflict';

/** Whether CI said the same of both. */
export function sameChecks(a: Pick<Build, 'checks'>, b: Pick<Build, 'checks'>): boolean {
  return a.checks.passed === b.checks.passed && a.checks.failed === b.checks.failed;
}

/** Two builds are the same only if the very same bytes would run. */
export function sameBuild(a: Build, b: RegisteredBuild): boolean {
  return a.service === b.service && a.version === b.version && a.image === b.image;
}

/**
 * Whether a build comes before another: by its version where both are numbers, else by when CI told
 * of it. What comes before takes changes away.
 */
export function isOlder(build: Aged, than: Aged): boolean {
  const [one, other] = [numbersOf(build.version), numbersOf(than.version)];
  if (one.length > 0 && other.length > 0) {
    const at = Array.from({ length: Math.max(one.length, other.length) }, (_, i) => i).find(
      (i) => (one[i] ?? 0) !== (other[i] ?? 0),
    );
    if (at !== undefined) return (one[at] ?? 0) < (other[at] ?? 0);
  }
  return build.registeredAt < than.registeredAt;
}

type Aged = Pick<Build, 'version' | 'registeredAt'>;

/** `2.3.0` of `v2.3.0`, `board@2.3.0+7` and the like; nothing of what is no number. */
function numbersOf(version: string): readonly number[] {
  const [, numbers] = /^(?:.*[@/])?v?(\d+(?:\.\d+)*)(?:\+.*)?$/i.exec(version) ?? [];
  return numbers === undefined ? [] : numbers.split('.').map(Number);
}
