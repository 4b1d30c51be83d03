/**
 * A server as whoever speaks to the service on it must know it, whatever fleet it is of. `address`
 * is `host:port`, and null while nothing on it can be reached.
 */
export type RunningServer = {
  readonly id: string;
  readonly version: string;
  readonly address: string | null;
};
