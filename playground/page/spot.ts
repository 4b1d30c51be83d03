/** Where an element stands: in a version of a message, or in a view. */
export type Spot =
  | {
      readonly kind: 'message';
      readonly channel: string;
      readonly ts: string;
      readonly version: number;
    }
  | { readonly kind: 'view'; readonly view_id: string; readonly fields?: Fields };

/** What a form holds while somebody fills it in. */
export type Fields = {
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly put: (block_id: string, value: string | readonly string[]) => void;
  readonly errors: Readonly<Record<string, string>>;
};

/** The place of an element, as the server wants it. */
export function placeOf(
  spot: Spot,
  block_id: string | undefined,
  action_id: string | undefined,
): Record<string, unknown> {
  const at =
    spot.kind === 'view'
      ? { view_id: spot.view_id }
      : { channel: spot.channel, ts: spot.ts, as_seen: spot.version };
  return {
    ...at,
    ...(block_id === undefined ? {} : { block_id }),
    ...(action_id === undefined ? {} : { action_id }),
  };
}
