/**
 * # src/slack
 *
 * Slack's way in: requests by HTTP or by socket are verified, stored, acknowledged, matched with a
 * command and answered. Knows no release.
 */

import type { RequestListener } from 'node:http';
import { WebClient } from '@slack/web-api';
import { texts } from '../texts/texts.ts';
import type { Door } from './door/accept.ts';
import { answer } from './answer/answer.ts';
import type { AnswerContext } from './answer/answer-context.ts';
import { boltApp, boltLogger, clientOptions, viaBolt } from './door/bolt.ts';
import { requestPace } from './answer/busy.ts';
import type { CommandContext } from '../command-kit/context.ts';
import { eyesOn } from './answer/eyes.ts';
import { identityOf, linkTo } from './door/identity.ts';
import { inbox } from './door/inbox.ts';
import { davyReceiver } from './door/receiver.ts';
import { privately } from '../command-kit/reply.ts';
import { requestReader } from './match/request.ts';
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

const sweepEveryMs = 1_000;

/** Opens the door for Slack: whatever is acknowledged is kept, and answered also after a crash. */
export async function startSlack(options: SlackOptions): Promise<{
  readonly port: number;
  readonly link: CommandContext['link'];
  stop(): Promise<void>;
}> {
  const client = new WebClient(options.token, clientOptions(options));
  const identity = identityOf(client, options.realNow);
  const office = officeOf(options, client, () => identity.known());
  const read = requestReader(options.commands);
  const box = inbox({
    store: options.ledger,
    log: options.log,
    realNow: options.realNow,
    at: options.at ?? (() => undefined),
    read,
    work: (request, which) =>
      viaBolt(receiver.app(), request, () => answer(office, request, which)),
  });
  const door: Door = {
    identity: () => identity.get(),
    read,
    inbox: box,
    services: options.services,
    now: () => options.clock.now(),
    tellNotSaved: ({ origin }) =>
      void speak(office.speaker, origin, privately(texts.replies.door.notSaved)),
    log: options.log,
  };
  const receiver = davyReceiver({
    door,
    signatures: signaturesOf(options),
    otherwise: options.otherwise,
  });
  boltApp(options, receiver, () => identity.get());
  await receiver.start(options.port, options.host);
  const socket = socketOf(options, door);
  askWhoWeAre(options, door.identity);
  const sweeping = keepSweeping(options, box.sweep);
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

function officeOf(
  options: SlackOptions,
  client: WebClient,
  identity: AnswerContext['identity'],
): AnswerContext {
  const { log, fetch, apiUrl, draw } = options;
  const speaker: Speaker = { client, fetch, apiUrl, draw, log };
  return {
    ...options,
    speaker,
    identity,
    pace: requestPace(options.realNow),
    eyes: eyesOn(client, log),
  };
}

/** Without a way in, Davy would be deaf: that is a fault of the configuration. */
function signaturesOf({ appToken, signingSecret, realNow }: SlackOptions) {
  if (appToken !== null) return null;
  if (signingSecret === null)
    throw new Error('Davy needs SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode).');
  return signatureCheck(signingSecret, realNow);
}

function socketOf(options: SlackOptions, door: Door): ReturnType<typeof keepConnected> | null {
  const { appToken, log, realNow } = options;
  if (appToken === null) return null;
  return keepConnected({
    door,
    appToken,
    clientOptions: clientOptions(options),
    logger: boltLogger(log),
    realNow,
  });
}

/** Said once at the start; whoever needs to know asks again. */
function askWhoWeAre({ log }: SlackOptions, identity: Door['identity']): void {
  identity().catch((cause: unknown) =>
    log.warn(
      { cause: String(cause) },
      'Slack does not say who we are; releases go on, and it is asked again',
    ),
  );
}

/** Answers what a crash left behind. */
function keepSweeping(
  { log }: SlackOptions,
  sweep: ReturnType<typeof inbox>['sweep'],
): NodeJS.Timeout {
  return setInterval(() => {
    sweep().catch((cause: unknown) =>
      log.warn({ cause: String(cause) }, 'what Slack brought before cannot be answered yet'),
    );
  }, sweepEveryMs);
}
