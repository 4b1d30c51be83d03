/**
 * The part of new traffic that the servers of one release and version get together. Both are named,
 * because old servers that a rollback starts again bear the release's name as well.
 */
export type TrafficShare = {
  readonly release: string;
  readonly version: string;
  readonly share: number;
};

/**
 * What is known of the part of one group. `read`: what it got when that was last read. `asked`:
 * what a release (`by`) has asked for since (`at`: clock ms), and no look has shown yet.
 */
export type KnownShare = {
  readonly release: string;
  readonly version: string;
  readonly read: number;
  readonly asked: { readonly share: number; readonly at: number; readonly by: string } | null;
};

/** What was asked for is taken as it was asked: nobody waits for it any longer. */
export function takenAsAsked({ read, asked, ...one }: KnownShare): KnownShare {
  return { ...one, read: asked?.share ?? read, asked: null };
}
