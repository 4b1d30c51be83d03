import { createHash, createHmac } from 'node:crypto';
import type { Asked } from '../../standin/exchange.ts';

/** What the `Authorization` header of a signed request says. */
export type Signed = {
  readonly keyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly headers: readonly string[];
  readonly signature: string;
};

const authorization = new RegExp(
  [
    String.raw`^AWS4-HMAC-SHA256 Credential=([^/,]+)/(\d{8})/([\w-]+)/([\w-]+)/aws4_request`,
    String.raw`, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$`,
  ].join(''),
);

/** Reads who signed a request and for which service; undefined for one that is not signed. */
export function readSigned({ headers }: Asked): Signed | undefined {
  const [, keyId, date, region, service, names, signature] =
    authorization.exec(headers.authorization ?? '') ?? [];
  if (
    keyId === undefined ||
    date === undefined ||
    region === undefined ||
    service === undefined ||
    names === undefined ||
    signature === undefined
  )
    return undefined;
  return { keyId, date, region, service, headers: names.split(';'), signature };
}

/** The signature (version 4) that the owner of this secret would have made for this request. */
export function signatureOf(asked: Asked, signed: Signed, secret: string): string {
  const scope = `${signed.date}/${signed.region}/${signed.service}/aws4_request`;
  const text = [
    'AWS4-HMAC-SHA256',
    headerOf(asked, 'x-amz-date'),
    scope,
    sha256(canonical(asked, signed)),
  ].join('\n');
  const key = [signed.date, signed.region, signed.service, 'aws4_request'].reduce<string | Buffer>(
    (key, part) => hmac(key, part),
    `AWS4${secret}`,
  );
  return hmac(key, text).toString('hex');
}

/** When a request says that it was signed, in real time; NaN when it does not say. */
export function signedAtMs(asked: Asked): number {
  const [, ...parts] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(headerOf(asked, 'x-amz-date')) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function canonical(asked: Asked, signed: Signed): string {
  const query = [...asked.url.searchParams]
    .map(([name, value]) => `${uri(name)}=${uri(value)}`)
    .toSorted()
    .join('&');
  return [
    asked.method,
    asked.url.pathname,
    query,
    ...signed.headers.map((name) => `${name}:${headerOf(asked, name)}`),
    '',
    signed.headers.join(';'),
    headerOf(asked, 'x-amz-content-sha256') || sha256(asked.body),
  ].join('\n');
}

function headerOf({ headers }: Asked, name: string): string {
  const value = headers[name] ?? '';
  return (Array.isArray(value) ? value.join(',') : value).trim().replace(/ +/g, ' ');
}

function uri(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
