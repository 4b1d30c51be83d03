import { Readable } from 'node:stream';
import type {
  CancelCommandCommandInput,
  GetCommandInvocationCommandInput,
  ListCommandInvocationsCommandInput,
  SendCommandCommandInput,
  SSMClientConfig,
} from '@aws-sdk/client-ssm';
import { z } from 'zod';
import { timing } from '../../time/timing.ts';
import { faultOf, isDenied } from '../ec2-fleet/faults.ts';
import { type Ec2Role, lentBy, type RoleKeys, settingsAs } from '../ec2-fleet/role.ts';
import type { AwsSettings } from '../ec2-fleet/settings.ts';

/** Where Systems Manager is called, and as whom. */
export type Ec2Account = {
  readonly aws: Omit<AwsSettings, 'requestHandler'>;
  /** Null where Davy calls as who it is. */
  readonly role: Ec2Role | null;
  /** Real ms. */
  readonly now: () => number;
};

/**
 * Systems Manager for one call of the port. The SDK is loaded by the first, and sends through the
 * `fetch` it is given, which ends all that is sent within the deadline. It tries nothing again by
 * itself: a command that is sent twice runs twice.
 */
export function systemsManager({ aws, role, now }: Ec2Account) {
  const keys = role && lentBy(role, aws, now);
  const given = { ...settingsAs(aws, keys), maxAttempts: 1 };
  const inTime = inTimeWith(keys);
  const load = async () => {
    const sdk = await import('@aws-sdk/client-ssm');
    // Who it is and where is found out once, and then known to the client of each call.
    const { config } = new sdk.SSMClient(given);
    return { sdk, known: { region: config.region, credentials: config.credentials } };
  };
  let loaded: ReturnType<typeof load> | null = null;
  return async (fetch: typeof globalThis.fetch) => {
    const { sdk, known } = await (loaded ??= load());
    const client = new sdk.SSMClient({ ...given, ...known, requestHandler: through(fetch) });
    return {
      cancelCommand: (doing: string, input: CancelCommandCommandInput) =>
        inTime(doing, client.send(new sdk.CancelCommandCommand(input))),
      getCommandInvocation: (doing: string, input: GetCommandInvocationCommandInput) =>
        inTime(doing, client.send(new sdk.GetCommandInvocationCommand(input))),
      listCommandInvocations: (doing: string, input: ListCommandInvocationsCommandInput) =>
        inTime(doing, client.send(new sdk.ListCommandInvocationsCommand(input))),
      sendCommand: (doing: string, input: SendCommandCommandInput) =>
        inTime(doing, client.send(new sdk.SendCommandCommand(input))),
    };
  };
}

/** Also what the SDK does before it sends, such as looking for credentials, ends in time. */
function inTimeWith(keys: Pick<RoleKeys, 'refused'> | null) {
  return async <Output>(doing: string, call: Promise<Output>): Promise<Output> => {
    const end = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      end.reject(new DOMException('the call took too long', 'TimeoutError'));
    }, timing.callDeadlineMs);
    try {
      return await Promise.race([call, end.promise]);
    } catch (cause) {
      const fault = faultOf(doing, cause);
      if (isDenied(fault)) keys?.refused();
      throw fault;
    } finally {
      clearTimeout(timer);
    }
  };
}

const requestSchema = z.object({
  method: z.string(),
  protocol: z.string(),
  hostname: z.string(),
  port: z.number().optional(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.union([z.string(), z.instanceof(Uint8Array)]),
});

/** The way of the SDK's requests through Davy's own `fetch`. */
function through(fetch: typeof globalThis.fetch): NonNullable<SSMClientConfig['requestHandler']> {
  const handle = async (asked: unknown) => {
    const { method, protocol, hostname, port, path, headers, body } = requestSchema.parse(asked);
    const { host: _host, 'content-length': _length, ...rest } = headers;
    const url = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`;
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
    const answer = await fetch(url, { method, headers: rest, body: text, redirect: 'error' });
    const said = Buffer.from(await answer.arrayBuffer());
    return {
      response: {
        statusCode: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Readable.from([said]),
      },
    };
  };
  return { handle };
}
