import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import { timing } from '../../time/timing.ts';
import type { AwsSettings } from './settings.ts';
import { system } from './faults.ts';
import { boundedAnswer, nextToTheWire } from './bounded-answer.ts';

/** A role of an account, that Davy takes on for one line: who may, its trust policy says. */
export type Ec2Role = {
  readonly arn: string;
  readonly externalId: string | null;
  /** How the account's own log names whoever acts: one name for each line. */
  readonly session: string;
};

type Lent = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Real ms. */
  readonly from: number;
  readonly until: number;
};

/** So long keys are lent (s): the most that whoever holds lent keys may ask for. */
const lentS = 3_600;
/** Keys that end so soon are not used any more (ms): a call may be under way for a while. */
const marginMs = 60_000;

/** Whoever lends the keys of a role to the clients of the SDK. */
export type RoleKeys = {
  readonly credentials: NonNullable<AwsSettings['credentials']>;
  /** Somebody was refused with them: a session may be ended early, so new ones are asked for. */
  readonly refused: () => void;
};

/** Refusals that new keys do not change are not answered by new keys each time (ms). */
const freshMs = 10_000;

/**
 * Keys of a role. They are renewed in the background once half of their time is over: whoever
 * cannot lend them has half an hour to come back before anything stands still. `now` is real ms.
 */
export function lentBy(role: Ec2Role, settings: AwsSettings, now: () => number): RoleKeys {
  let held: Lent | null = null;
  let asked: Promise<Lent> | null = null;
  const ask = (): Promise<Lent> => {
    asked ??= takeOn(role, settings, now)
      .then((lent) => (held = lent))
      .finally(() => (asked = null));
    return asked;
  };
  const current = async (): Promise<Lent> => {
    if (held === null || now() >= held.until - marginMs) return ask();
    // Keys that still hold are used; what keeps new ones away is told once they do not.
    if (now() >= (held.from + held.until) / 2) ask().catch(() => undefined);
    return held;
  };
  return {
    async credentials() {
      const { accessKeyId, secretAccessKey, sessionToken } = await current();
      // Over at once, for the SDK: so it asks for each call, and what is held is decided here.
      return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(0) };
    },
    refused() {
      if (held !== null && now() - held.from >= freshMs) held = null;
    },
  };
}

/** What the clients are told of who calls. */
export function settingsAs(
  given: AwsSettings,
  keys: Pick<RoleKeys, 'credentials'> | null,
): AwsSettings {
  return keys ? { ...given, credentials: keys.credentials } : given;
}

const answered = z.object({
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  SessionToken: z.string(),
  Expiration: z.date(),
});

async function takeOn(
  { arn, externalId, session }: Ec2Role,
  settings: AwsSettings,
  now: () => number,
): Promise<Lent> {
  const from = now();
  try {
    const sdk = await import('@aws-sdk/client-sts');
    const client = new sdk.STSClient({ ...settings, maxAttempts: 1 });
    client.middlewareStack.add(
      (next) => async (asked) => boundedAnswer(await next(asked)),
      nextToTheWire,
    );
    const { Credentials } = await client.send(
      new sdk.AssumeRoleCommand({
        RoleArn: arn,
        RoleSessionName: session,
        DurationSeconds: lentS,
        ...(externalId === null ? {} : { ExternalId: externalId }),
      }),
      { abortSignal: AbortSignal.timeout(timing.callDeadlineMs) },
    );
    const lent = answered.parse(Credentials);
    return {
      accessKeyId: lent.AccessKeyId,
      secretAccessKey: lent.SecretAccessKey,
      sessionToken: lent.SessionToken,
      from,
      until: lent.Expiration.getTime(),
    };
  } catch (cause) {
    throw notLent({ arn, externalId, session }, cause);
  }
}

/** Nothing was sent with the role; whoever reads it learns what is in the way. */
function notLent({ arn, externalId, session }: Ec2Role, cause: unknown): UpstreamError {
  const said = cause instanceof Error ? `${cause.name}: ${cause.message}`.slice(0, 300) : '';
  const trust =
    cause instanceof Error && cause.name === 'AccessDenied'
      ? '; whoever Davy is needs sts:AssumeRole for it, and its trust policy must name them' +
        (externalId === null ? ' and ask for no external id' : ' with this external_id')
      : '';
  return new UpstreamError(system, `taking on ${arn} as ${session} (${said}${trust})`, { cause });
}
