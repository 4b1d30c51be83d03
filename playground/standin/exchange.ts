import type { IncomingHttpHeaders } from 'node:http';

/** One request as a stand-in sees it: whole body read, address parsed. */
export type Asked = {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** What a stand-in says back; a string goes out as it is, everything else as JSON. */
export type Answered = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
};
