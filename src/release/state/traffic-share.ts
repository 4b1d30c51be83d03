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
 * How traffic is shared out, as far as is known where a look does not show it. `read`: what each
 * group got when that was last read. `asked`: what was asked for since `at` (clock ms) and not read
 * back; null where nothing is waited for.
 */
export type KnownSplit = {
  readonly read: readonly TrafficShare[];
  readonly asked: { readonly shares: readonly TrafficShare[]; readonly at: number } | null;
};
