import type { GetParameterCommandInput, PutParameterCommandInput } from '@aws-sdk/client-ssm';
import type { RollbackOrders } from '../../ports/rollback-orders.ts';
import { timing } from '../../time/timing.ts';
import { openOrder, type Sealing, sealOrder } from '../ledger/sealed-order.ts';
import { faultOf, isCode, isDenied } from './faults.ts';
import { type Ec2Role, lentBy, settingsAs } from './role.ts';
import type { AwsSettings } from './settings.ts';
import { boundedAnswer, nextToTheWire } from './bounded-answer.ts';

/** A larger value no parameter takes. */
const bytesMax = 8_192;

type Kept = {
  readonly name: string;
  readonly sealing: Sealing;
  readonly aws: AwsSettings;
  readonly role: Ec2Role | null;
  /** Real time. */
  readonly now: () => number;
};

/**
 * Rollback orders in a parameter of Systems Manager, which keeps its last versions. The SDK is
 * loaded by the first call.
 */
export function orderParameter({ name, sealing, aws, role, now }: Kept): RollbackOrders {
  let loaded: ReturnType<typeof loadParameters> | null = null;
  const keys = role && lentBy(role, aws, now);
  const parameters = () => (loaded ??= loadParameters(settingsAs(aws, keys)));
  // What cannot be believed says so itself.
  const failed = (doing: string, cause: unknown) => {
    const fault = faultOf(doing, cause);
    if (isDenied(fault)) keys?.refused();
    return fault;
  };
  return {
    async read() {
      const doing = `reading the rollback order in ${name}`;
      try {
        const { Parameter } = await (await parameters()).get({ Name: name });
        return openOrder(Parameter?.Value ?? '', sealing);
      } catch (cause) {
        const fault = failed(doing, cause);
        if (isCode(fault, 'ParameterNotFound')) return null;
        throw fault;
      }
    },
    async keep(order) {
      const Value = sealOrder(order, sealing);
      const doing = `keeping the rollback order of ${order.service} in ${name}`;
      if (Value.length > bytesMax)
        throw faultOf(`${doing}: it has ${Value.length} bytes, and ${bytesMax} fit`, undefined);
      try {
        await (
          await parameters()
        ).put({
          Name: name,
          Value,
          Type: 'String',
          Overwrite: true,
          // Free as long as it is small; what once was large cannot be made small again.
          Tier: 'Intelligent-Tiering',
        });
      } catch (cause) {
        throw failed(doing, cause);
      }
    },
  };
}

async function loadParameters(given: AwsSettings) {
  const sdk = await import('@aws-sdk/client-ssm');
  const client = new sdk.SSMClient({ ...given, maxAttempts: 1 });
  client.middlewareStack.add(
    (next) => async (asked) => boundedAnswer(await next(asked)),
    nextToTheWire,
  );
  return {
    get: (input: GetParameterCommandInput) =>
      inTime((how) => client.send(new sdk.GetParameterCommand(input), how)),
    put: (input: PutParameterCommandInput) =>
      inTime((how) => client.send(new sdk.PutParameterCommand(input), how)),
  };
}

/** Also what the SDK does before it sends, such as looking for credentials, ends in time. */
async function inTime<Output>(
  call: (how: { readonly abortSignal: AbortSignal }) => Promise<Output>,
): Promise<Output> {
  const end = Promise.withResolvers<never>();
  const abortSignal = AbortSignal.timeout(timing.callDeadlineMs);
  const late = () => end.reject(new DOMException('the call took too long', 'TimeoutError'));
  abortSignal.addEventListener('abort', late, { once: true });
  end.promise.catch(() => undefined);
  return Promise.race([call({ abortSignal }), end.promise]);
}
