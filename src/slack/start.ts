import type { RequestListener } from 'node:http';
import { App, type Logger, LogLevel } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { z } from 'zod';
import { timing } from '../time/timing.ts';
import { texts } from '../texts/texts.ts';
import type { Door } from './door/accept.ts';
import { answer, type AnswerContext } from './answer/answer.ts';
import { identityOf, linkTo } from './door/identity.ts';
import type { CommandContext } from '../command-kit/context.ts';
import type { Try } from './answer/answering.ts';
import { isUrgent, requestPace } from './answer/busy.ts';
import { eyesOn } from './answer/eyes.ts';
import { inbox } from './door/inbox.ts';
import { formFaults, matchInbound, originOf } from './match/match.ts';
import { davyReceiver } from './door/receiver.ts';
import { privately } from '../command-kit/reply.ts';
import { signatureCheck } from './door/signature.ts';
import { keepConnected } from './door/socket.ts';
import { speak } from './answer/speak.ts';
import type { Drawer, Speaker } from './answer/speaker.ts';

/** What the Slack side needs to run. */
export type SlackOptions = Omit<AnswerContext, 'speaker' | 'identity' | 'pace' | 'eyes'> & {
  readonly token: string;
  /** Set: Slack comes in by the socket. Otherwise by HTTP, signed with the secret. */
  readonly appToken: string | null;
  readonly signingSecret: string | null;
  readonly apiUrl: string;
  readonly fetch: typeof globalThis.fetch;
  /** Real time: Slack signs with it. */
  readonly realNow: () => number;
  readonly draw: Drawer;
  readonly otherwise: RequestListener;
  readonly port: number;
  readonly host: string;
  /** Called at named points, so that a test can die there. */
  readonly at?: (point: string) => void;
};

const Which = z.enum(['first', 'again', 'last']);

const sweepEveryMs = 1_000;

/** Opens the door for Slack: whatever is acknowledged is kept, and answered also after a crash. */
export async function startSlack(
  options: SlackOptions,
): Promise<{
  readonly port: number;
  readonly link: CommandContext['link'];
  stop(): Promise<void>;
}> {
  const { log, token, apiUrl } = options;
  const client = new WebClient(token, clientOptions(options));
  const identity = identityOf(client);
  const speaker: Speaker = { client, fetch: options.fetch, apiUrl, draw: options.draw, log };
  const office: AnswerContext = {
    ...options,
    speaker,
    identity: () => identity.known(),
    pace: requestPace(options.realNow),
    eyes: eyesOn(client, log),
  };
  const box = inbox({
    store: options.ledger,
    log,
    realNow: options.realNow,
    at: options.at ?? (() => undefined),
    work: (delivery, body, which) => viaBolt(receiver.app(), delivery, body, which),
    isUrgent: (inbound) => isUrgent(matchInbound(options.commands, inbound)),
  });
  const door: Door = {
    identity: () => identity.get(),
    inbox: box,
    faultsOf: (inbound) => formFaults(options.commands, options.services, inbound),
    tellNotSaved: (inbound) =>
      void speak(speaker, originOf(inbound), privately(texts.replies.door.notSaved)),
    log,
  };
  const receiver = davyReceiver({
    door,
    signatures: signaturesOf(options),
    otherwise: options.otherwise,
  });
  listen(
    new App({
      receiver,
      authorize: async () => {
        const self = await identity.get();
        return {
          botToken: token,
          botUserId: self.user,
          teamId: self.team,
          ...(self.bot === null ? {} : { botId: self.bot }),
        };
      },
      clientOptions: clientOptions(options),
      logger: boltLogger(options),
      ignoreSelf: true,
    }),
    office,
  );
  await receiver.start(options.port, options.host);
  const socket =
    options.appToken === null
      ? null
      : keepConnected({
          door,
          appToken: options.appToken,
          clientOptions: clientOptions(options),
          logger: boltLogger(options),
          realNow: options.realNow,
        });
  identity
    .get()
    .catch((cause: unknown) =>
      log.warn(
        { cause: String(cause) },
        'Slack does not say who we are; releases go on, and it is asked again',
      ),
    );
  const sweeping = setInterval(() => {
    box
      .sweep()
      .catch((cause: unknown) =>
        log.warn({ cause: String(cause) }, 'what Slack brought before cannot be answered yet'),
      );
  }, sweepEveryMs);
  return {
    port: receiver.address().port,
    link: (message: Parameters<CommandContext['link']>[0]) => linkTo(identity.known(), message),
    async stop() {
      clearInterval(sweeping);
      await socket?.stop();
      await receiver.stop();
      await box.drain();
    },
  };
}

/** Without a way in, Davy would be deaf: that is a fault of the configuration. */
function signaturesOf({ appToken, signingSecret, realNow }: SlackOptions) {
  if (appToken !== null) return null;
  if (signingSecret === null)
    throw new Error('Davy needs SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode).');
  return signatureCheck(signingSecret, realNow);
}

/**
 * Answering goes through Bolt, at once and after a crash alike; the acknowledgement was given when
 * the row was saved.
 */
async function viaBolt(app: App, delivery: string, body: unknown, which: Try): Promise<void> {
  await app.processEvent({
    body: { ...Object(body) },
    ack: async () => undefined,
    customProperties: { delivery, which },
  });
}

/** All doors to one room. */
function listen(app: App, office: AnswerContext): void {
  const work = async ({
    context,
    body,
  }: {
    readonly context: { readonly [key: string]: unknown };
    readonly body: unknown;
  }) => answer(office, String(context['delivery']), body, Which.parse(context['which']));
  app.command(/^\//, work);
  app.action(/^/, work);
  app.view(/^/, work);
  app.shortcut(/^/, work);
  app.event('app_mention', work);
  app.event('app_home_opened', work);
}

/**
 * Said on purpose: by default a client retries ten times over half an hour, also posts that may
 * have arrived, and one 429 stops everybody behind it. A fresh object each time and never
 * `headers`, because clients write into what they are given.
 */
function clientOptions({ apiUrl, fetch, log, realNow }: SlackOptions): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    fetch,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timing.callDeadlineMs,
    allowAbsoluteUrls: false,
    maxRequestConcurrency: 20,
    logger: boltLogger({ log, realNow }),
  };
}

/** Bolt speaks through our log, so that secrets are removed there too. */
function boltLogger({ log }: Pick<SlackOptions, 'log' | 'realNow'>): Logger {
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
