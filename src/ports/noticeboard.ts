/**
 * A message in both forms: `classic` is for workspaces that refuse the newer blocks. Blocks are
 * plain Slack JSON.
 */
export type Content = {
  readonly text: string;
  readonly rich: readonly object[];
  readonly classic: readonly object[];
};

/** Slack as a board of messages. Threads and replies to people belong to `slack/`, not here. */
export type Noticeboard = {
  post(message: {
    readonly channel: string;
    readonly thread: string | null;
    readonly broadcast: boolean;
    readonly content: Content;
    /** Put into the message's metadata, so that a post whose answer was lost can be found again. */
    readonly key: string;
  }): Promise<{ readonly channel: string; readonly ts: string }>;
  /** `gone`: deleted or no longer editable; the caller posts anew. */
  update(message: {
    readonly channel: string;
    readonly ts: string;
    readonly content: Content;
  }): Promise<'updated' | 'gone'>;
  /** How many messages stand below it in its channel: `most`, where there are that many or more. */
  below(place: {
    readonly channel: string;
    readonly ts: string;
    readonly most: number;
  }): Promise<number | 'cannot-look'>;
  /** Takes it away; `kept` where the workspace does not let anybody. Gone already is removed. */
  remove(message: { readonly channel: string; readonly ts: string }): Promise<'removed' | 'kept'>;
  /** Looks for a post by its key. `cannot-look` without the optional history scopes. */
  find(place: {
    readonly channel: string;
    readonly thread: string | null;
    readonly key: string;
  }): Promise<{ readonly ts: string } | 'none' | 'cannot-look'>;
};
