import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';

/** Whom people read of when a call fails. */
export const system = 'AWS';

const answered = z.object({
  name: z.string(),
  message: z.string(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }),
});

/** AWS's words for "no room": nothing of the call was begun, and nothing comes later. */
const noRoom: readonly string[] = [
  'InsufficientInstanceCapacity',
  'InsufficientHostCapacity',
  'InsufficientFreeAddressesInSubnet',
  'InstanceLimitExceeded',
  'VcpuLimitExceeded',
  'Unsupported',
];

/** "Not so often", in the words of each of its services: nothing happened. */
const throttled: readonly string[] = [
  'RequestLimitExceeded',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
];

/** A call that failed, with AWS's own code; `unknown` unless AWS surely refused it. */
export function faultOf(doing: string, cause: unknown): UpstreamError {
  // Keys of a role that nobody lends: that is what is in the way, and nothing was sent.
  if (cause instanceof UpstreamError) return cause;
  const notSent = whyNotSent(cause);
  if (notSent !== null) return new UpstreamError(system, `${doing} (${notSent})`, { cause });
  const said = answered.safeParse(cause).data;
  const status = said?.$metadata.httpStatusCode ?? 0;
  const isRefusal =
    said !== undefined &&
    ((status >= 400 && status < 500) || throttled.includes(said.name) || isNoRoom(said.name));
  const why = said && status >= 400 ? ` (${`${said.name}: ${said.message}`.slice(0, 300)})` : '';
  return new UpstreamError(system, `${doing}${why}`, { cause, unknown: !isRefusal });
}

/** What the SDK misses before it sends anything: who it is, or where. */
function whyNotSent(cause: unknown): string | null {
  if (!(cause instanceof Error)) return null;
  const isUnsent =
    /^(Credentials|Token)ProviderError$/.test(cause.name) ||
    cause.message.startsWith('Region is missing');
  return isUnsent ? cause.message.slice(0, 300) : null;
}

function isNoRoom(name: string): boolean {
  return noRoom.includes(name);
}

/** Why there is no room, where that is what AWS said; null for every other fault. */
export function noRoomIn(fault: unknown): string | null {
  const said = codeIn(fault);
  return said && isNoRoom(said.name) ? `${said.name}: ${said.message}`.slice(0, 300) : null;
}

/** Whether AWS said that it is called too often. */
export function isThrottled(fault: unknown): boolean {
  return throttled.includes(codeIn(fault)?.name ?? '');
}

/** Whether AWS refused whoever calls, by what they hold or by what they may do. */
export function isDenied(fault: unknown): boolean {
  const name = codeIn(fault)?.name ?? '';
  return denied.some((word) => name.startsWith(word));
}

/** "Not you", in the words of each of its services. */
const denied: readonly string[] = [
  'AccessDenied',
  'AuthFailure',
  'ExpiredToken',
  'InvalidClientTokenId',
  'RequestExpired',
  'UnauthorizedOperation',
  'UnrecognizedClient',
];

/** Whether AWS refused with this code. */
export function isCode(fault: unknown, code: string): boolean {
  return codeIn(fault)?.name === code;
}

/** What AWS said where it surely refused, with its own code; null for every other fault. */
export function refusalIn(
  fault: unknown,
): { readonly name: string; readonly message: string } | null {
  const said = codeIn(fault);
  const status = said?.$metadata.httpStatusCode ?? 0;
  return said && status >= 400 && status < 500 ? said : null;
}

function codeIn(fault: unknown): z.infer<typeof answered> | undefined {
  return fault instanceof UpstreamError ? answered.safeParse(fault.cause).data : undefined;
}

/** Refuses an order for a reason of its own, before or instead of a call. */
export function refuseOrder(doing: string): never {
  throw new UpstreamError(system, doing);
}
