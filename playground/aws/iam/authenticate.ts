import type { Asked } from '../../standin/exchange.ts';
import { AwsFault } from '../wire/fault.ts';
import { type ServiceName, services } from '../wire/services.ts';
import { readSigned, signatureOf, signedAtMs } from '../wire/signature.ts';
import { type Identity, isOver, type Key } from './identity.ts';

type Refusal = 'unsigned' | 'unknown' | 'forged' | 'late' | 'over' | 'elsewhere';

/** Requests that were signed longer ago than this are refused, by real time. */
const skewMaxMs = 5 * 60_000;

/** Finds out who calls, or refuses as the service asked would. */
export function authenticate(
  asked: Asked,
  service: ServiceName,
  region: string,
  identity: Identity,
): Key {
  const signed = readSigned(asked);
  if (signed === undefined) throw refusalOf(service, 'unsigned');
  const key = identity.keys.get(signed.keyId);
  if (key === undefined) throw refusalOf(service, 'unknown');
  if ((asked.headers['x-amz-security-token'] ?? '') !== (key.session?.token ?? ''))
    throw refusalOf(service, 'unknown');
  if (signed.service !== service || (signed.region !== region && service !== 'sts'))
    throw refusalOf(service, 'elsewhere');
  if (signatureOf(asked, signed, key.secret) !== signed.signature)
    throw refusalOf(service, 'forged');
  if (!(Math.abs(Date.now() - signedAtMs(asked)) < skewMaxMs)) throw refusalOf(service, 'late');
  if (isOver(key)) throw refusalOf(service, 'over');
  return key;
}

function refusalOf(service: ServiceName, why: Refusal): AwsFault {
  switch (services[service].dialect) {
    case 'ec2':
      return ec2Refusal(why);
    case 'query':
      return new AwsFault(...queryRefusals[why], 403);
    case 'json':
      return new AwsFault(...jsonRefusals[why]);
  }
}

function ec2Refusal(why: Refusal): AwsFault {
  if (why === 'unsigned')
    return new AwsFault(
      'MissingParameter',
      'The request must contain the parameter AWSAccessKeyId',
    );
  if (why === 'late' || why === 'over')
    return new AwsFault('RequestExpired', 'Request has expired.');
  return new AwsFault(
    'AuthFailure',
    'AWS was not able to validate the provided access credentials',
    401,
  );
}

const invalidToken = 'The security token included in the request is invalid.';
const expired = 'The security token included in the request is expired';
const forged =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method.';
const late = 'Signature expired';
const elsewhere = 'Credential should be scoped to a valid region and service.';
const missing = 'Request is missing Authentication Token';

type Words = Readonly<Record<Refusal, readonly [string, string]>>;

const queryRefusals: Words = {
  unsigned: ['MissingAuthenticationToken', missing],
  unknown: ['InvalidClientTokenId', invalidToken],
  forged: ['SignatureDoesNotMatch', forged],
  late: ['SignatureDoesNotMatch', late],
  over: ['ExpiredToken', expired],
  elsewhere: ['SignatureDoesNotMatch', elsewhere],
};

const jsonRefusals: Words = {
  unsigned: ['MissingAuthenticationTokenException', missing],
  unknown: ['UnrecognizedClientException', invalidToken],
  forged: ['InvalidSignatureException', forged],
  late: ['InvalidSignatureException', late],
  over: ['ExpiredTokenException', expired],
  elsewhere: ['InvalidSignatureException', elsewhere],
};
