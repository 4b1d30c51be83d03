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

/** Whether CI said the same of both. */
export function sameChecks(a: Pick<Build, 'checks'>, b: Pick<Build, 'checks'>): boolean {
  return a.checks.passed === b.checks.passed && a.checks.failed === b.checks.failed;
}

/** Two builds are the same only if the very same bytes would run. */
export function sameBuild(a: Build, b: Build): boolean {
  return a.service === b.service && a.version === b.version && a.image === b.image;
}
