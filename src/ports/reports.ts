/**
 * Slack's canvases: documents that people open from a message. Where there are none, because of the
 * scope or the workspace, the answer is `none-here`.
 */
export type Reports = {
  create(title: string, markdown: string): Promise<{ readonly id: string } | 'none-here'>;
  /** Replaces everything in it. */
  edit(id: string, markdown: string): Promise<'edited' | 'gone' | 'none-here'>;
  /** Lets everybody in a channel read it, once a message there has shown it. */
  open(id: string, channel: string): Promise<void>;
  address(id: string): Promise<string>;
};
