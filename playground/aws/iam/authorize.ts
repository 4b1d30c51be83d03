import { AwsFault } from '../wire/fault.ts';
import { type ServiceName, services } from '../wire/services.ts';
import type { Key } from './identity.ts';
import { type Need, weigh } from './policy.ts';

/** Refuses what the caller's policies do not allow, in the words of the service. */
export function authorize(key: Key, service: ServiceName, needs: readonly Need[]): void {
  const { policies } = key;
  if (policies === undefined) return;
  for (const need of needs) {
    const verdict = weigh(policies, need);
    if (verdict !== 'allowed') throw refusal(key, service, need, verdict);
  }
}

function refusal(key: Key, service: ServiceName, need: Need, verdict: string): AwsFault {
  const because =
    verdict === 'allowed by none'
      ? `because no identity-based policy allows the ${need.action} action`
      : 'with an explicit deny in an identity-based policy';
  const who = `User: ${key.arn} is not authorized to perform: ${need.action}`;
  const message = `${who} on resource: ${need.resource} ${because}`;
  switch (services[service].dialect) {
    case 'ec2':
      return new AwsFault(
        'UnauthorizedOperation',
        `You are not authorized to perform this operation. ${message}. ` +
          `Encoded authorization failure message: ${encoded(need, verdict)}`,
        403,
      );
    case 'query':
      return new AwsFault('AccessDenied', message, 403);
    case 'json':
      return new AwsFault('AccessDeniedException', message);
  }
}

/** What `DecodeAuthorizationMessage` makes readable again: for those only who may ask for it. */
function encoded({ action, resource, context }: Need, verdict: string): string {
  const conditions = Object.entries(context).map(([key, values]) => ({
    key,
    values: { items: values.map((value) => ({ value })) },
  }));
  const decoded = {
    allowed: false,
    explicitDeny: verdict === 'denied by a statement',
    context: { action, resource, conditions: { items: conditions } },
  };
  return Buffer.from(JSON.stringify(decoded)).toString('base64url');
}
