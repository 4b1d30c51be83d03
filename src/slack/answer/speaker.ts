import type { WebClient } from '@slack/web-api';
import type { Log } from '../../ports/log.ts';
import type { Form, Reply } from '../../command-kit/reply.ts';

type Whisper = Extract<Reply, { kind: 'whisper' }>;

/** Slack's JSON for an answer or a form; drawn in `views/`, where outside text is escaped. */
export type Drawer = {
  whisper(reply: Whisper): {
    readonly text: string;
    readonly blocks: readonly object[];
    readonly classic: readonly object[];
  };
  form(form: Form, metadata: string): object;
};

/** How answers reach people. */
export type Speaker = {
  readonly client: Pick<WebClient, 'chat' | 'views' | 'apiCall'>;
  readonly fetch: typeof globalThis.fetch;
  /** Whose addresses answers may go to besides Slack's own. */
  readonly apiUrl: string;
  readonly draw: Drawer;
  readonly log: Log;
};
