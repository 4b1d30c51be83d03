/**
 * The part of new traffic that the servers of one release and version get together. Both are named,
 * because old servers that a rollback starts again bear the release's name as well.
 */
export type TrafficShare = {
  readonly release: string;
  readonly version: string;
  readonly share: number;
};
