import { App, type Logger, LogLevel, type Receiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { z } from 'zod';
import { timing } from '../../time/timing.ts';
import type { Identity } from './identity.ts';
import type { Log } from '../../ports/log.ts';
import type { SlackRequest } from '../match/request.ts';

/** What Bolt and its clients are made with. */
export type BoltOptions = {
  readonly token: string;
  readonly apiUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly log: Log;
};

/** How a request is answered; Bolt hands it from its door to its listener without looking at it. */
const Answer = z.custom<() => Promise<void>>((value) => typeof value === 'function');

/** Bolt with all its doors leading to one room. */
export function boltApp(
  options: BoltOptions,
  receiver: Receiver,
  identity: () => Promise<Identity>,
): App {
  const app = new App({
    receiver,
    authorize: async () => {
      const self = await identity();
      return {
        botToken: options.token,
        botUserId: self.user,
        teamId: self.team,
        ...(self.bot === null ? {} : { botId: self.bot }),
      };
    },
    clientOptions: clientOptions(options),
    logger: boltLogger(options.log),
    ignoreSelf: true,
  });
  const work = ({ context }: { readonly context: { readonly [key: string]: unknown } }) =>
    Answer.parse(context['answer'])();
  app.command(/^\//, work);
  app.action(/^/, work);
  app.view(/^/, work);
  app.shortcut(/^/, work);
  app.event('app_mention', work);
  app.event('app_home_opened', work);
  return app;
}

/**
 * Answering goes through Bolt, at once and after a crash alike; the acknowledgement was given when
 * the row was saved.
 */
export async function viaBolt(
  app: App,
  { slack }: SlackRequest,
  answer: () => Promise<void>,
): Promise<void> {
  await app.processEvent({
    body: { ...slack },
    ack: async () => undefined,
    customProperties: { answer },
  });
}

/**
 * Said on purpose: by default a client retries ten times over half an hour, also posts that may
 * have arrived, and one 429 stops everybody behind it. A fresh object each time and never
 * `headers`, because clients write into what they are given.
 */
export function clientOptions({
  apiUrl,
  fetch,
  log,
}: Omit<BoltOptions, 'token'>): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    fetch,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timing.callDeadlineMs,
    allowAbsoluteUrls: false,
    maxRequestConcurrency: 20,
    logger: boltLogger(log),
  };
}

/** Bolt speaks through our log, so that secrets are removed there too. */
export function boltLogger(log: Log): Logger {
  const say =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (...words: unknown[]) =>
      log[level]({ from: 'bolt' }, words.map(String).join(' '));
  return {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
