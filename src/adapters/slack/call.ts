import {
  type Logger,
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api';
import { z } from 'zod';
import { NotTaken, UpstreamError } from '../../ports/errors.ts';
import { timing } from '../../time/timing.ts';
import { doing } from './doing.ts';

/** Which workspace, and how it is reached. `apiUrl` ends in `/api/`. */
export type SlackAccount = {
  readonly token: string;
  readonly apiUrl: string;
  readonly fetch: typeof fetch;
  /** The workspace, where an app of a whole organisation is let into several. */
  readonly team?: string | undefined;
};

/** Calls one method of Slack's Web API and reads its answer with a schema. */
export type SlackCall = <Answer>(
  method: string,
  args: Readonly<Record<string, unknown>>,
  answer: z.ZodType<Answer>,
) => Promise<Answer>;

/**
 * A client of its own, with every option said: by default a client tries ten times over half an
 * hour, repeats posts that may have arrived, and lets one "too many" stop everybody behind it.
 */
export function slackCall(account: SlackAccount, retries: number): SlackCall {
  const client = new WebClient(account.token, optionsOf(account));
  return async (method, args, answer) => {
    for (let left = retries; ; left -= 1) {
      try {
        return read(method, await client.apiCall(method, { ...args }), answer);
      } catch (error) {
        if (left <= 0 || !neverLeft(error))
          throw error instanceof UpstreamError || error instanceof SlackSaidNo
            ? error
            : outsideFault(method, error);
      }
    }
  };
}

/** A fresh object each time and never `headers`: clients write into what they are given. */
function optionsOf({ apiUrl, fetch }: SlackAccount): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    fetch,
    timeout: timing.callDeadlineMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    maxRequestConcurrency: 10,
    logger: silent(),
  };
}

/** Slack answered, and the answer is no. The caller knows which words it can live with. */
export class SlackSaidNo extends Error {
  override readonly name = 'SlackSaidNo';
  readonly word: string;
  readonly details: readonly string[];

  constructor(method: string, word: string, details: readonly string[], options: ErrorOptions) {
    super(`${method}: ${word}`, options);
    this.word = word;
    this.details = details;
  }
}

/** Words about whoever should have got it, and about nobody else. */
const ofOneRecipient: readonly string[] = [
  'cannot_dm_bot',
  'cannot_reply_to_message',
  'channel_not_found',
  'ekm_access_denied',
  'is_archived',
  'messages_tab_disabled',
  'not_in_channel',
  'restricted_action',
  'restricted_action_non_threadable_channel',
  'restricted_action_read_only_channel',
  'restricted_action_thread_locked',
  'restricted_action_thread_only_channel',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
];

/** The same no, for callers who cannot live with it. */
export function asFault(method: string, error: unknown): unknown {
  if (!(error instanceof SlackSaidNo)) return error;
  const Fault = ofOneRecipient.includes(error.word) ? NotTaken : UpstreamError;
  return new Fault('Slack', `${doing(method)} (${error.word})`, { cause: error });
}

function read<Answer>(method: string, result: unknown, answer: z.ZodType<Answer>): Answer {
  const parsed = answer.safeParse(result);
  if (parsed.success) return parsed.data;
  throw new UpstreamError('Slack', `${doing(method)}: it answered something unexpected`, {
    cause: parsed.error,
    unknown: true,
  });
}

/**
 * Words after which nobody knows whether it happened. Everything that is no plain word is a broken
 * answer, and as uncertain.
 */
const uncertain = [
  'internal_error',
  'fatal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
  'accesslimited',
];

function outsideFault(method: string, error: unknown): Error {
  if (error instanceof WebAPIPlatformError) {
    const { error: word, response_metadata } = error.data;
    const plain = /^[a-z_]{1,80}$/.test(word);
    if (plain && !uncertain.includes(word))
      return word === 'ratelimited'
        ? new UpstreamError('Slack', `${doing(method)}: too many calls`, { cause: error })
        : new SlackSaidNo(method, word, response_metadata?.messages ?? [], { cause: error });
    return new UpstreamError('Slack', `${doing(method)} (${plain ? word : 'a broken answer'})`, {
      cause: error,
      unknown: true,
    });
  }
  if (error instanceof WebAPIRateLimitedError)
    return new UpstreamError(
      'Slack',
      `${doing(method)}: too many calls, again in ${error.retryAfter} s`,
      { cause: error },
    );
  if (error instanceof WebAPIHTTPError)
    return new UpstreamError('Slack', `${doing(method)} (HTTP ${error.statusCode})`, {
      cause: error,
      unknown: error.statusCode >= 500,
    });
  return new UpstreamError('Slack', `${doing(method)}: it does not answer`, {
    cause: error,
    unknown: !neverLeft(error) && !wasRefusedEarly(error),
  });
}

const beforeSending = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
];

const WithCode = z.object({ code: z.string() });
const WithCause = z.object({ cause: z.unknown() });

/** Nothing was sent: no connection came about. Trying again cannot do it twice. */
function neverLeft(error: unknown): boolean {
  if (!(error instanceof WebAPIRequestError)) return false;
  const cause = WithCause.safeParse(error.original).data?.cause;
  return [cause, ...(cause instanceof AggregateError ? cause.errors : [])].some((one) =>
    beforeSending.includes(WithCode.safeParse(one).data?.code ?? ''),
  );
}

/**
 * A 429 without a usable waiting time: the client throws a bare error for it and for nothing else.
 */
function wasRefusedEarly(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Retry header did not contain');
}

/** Faults are thrown with their cause and logged where they are caught: once. */
function silent(): Logger {
  const nothing = () => undefined;
  return {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    setLevel: nothing,
    getLevel: () => LogLevel.ERROR,
    setName: nothing,
  };
}
