import { createHash } from 'node:crypto';
import { signatureOf } from '../../../playground/aws/wire/signature.ts';
import { keys } from './an-aws.ts';

/** One signed call of the query protocol, with the answer as it came: an SDK reads over much. */
export async function rawCall(
  url: string,
  service: string,
  version: string,
  action: string,
  input: Readonly<Record<string, string>> = {},
) {
  const body = new URLSearchParams({ Action: action, Version: version, ...input }).toString();
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const headers = {
    host: new URL(url).host,
    'content-type': 'application/x-www-form-urlencoded',
    'x-amz-date': now,
    'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
  };
  const signed = {
    keyId: keys.accessKeyId,
    date: now.slice(0, 8),
    region: 'eu-west-1',
    service,
    headers: Object.keys(headers).toSorted(),
    signature: '',
  };
  const asked = { method: 'POST', url: new URL(url), headers, body: Buffer.from(body) };
  const scope = `${signed.date}/${signed.region}/${service}/aws4_request`;
  const answer = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      ...headers,
      authorization:
        `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, ` +
        `SignedHeaders=${signed.headers.join(';')}, ` +
        `Signature=${signatureOf(asked, signed, keys.secretAccessKey)}`,
    },
  });
  return { status: answer.status, text: await answer.text() };
}

/** An element of XML: its name, its text, and what is in it. */
export type Element = {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
};

/** Reads XML as AWS writes it: without comments and with attributes that nobody needs. */
export function readXml(xml: string): Element {
  const open: { name: string; text: string; children: Element[] }[] = [
    { name: '', text: '', children: [] },
  ];
  for (const [, tag = '', text = ''] of xml.matchAll(/<([^>]+)>([^<]*)/g)) {
    if (tag.startsWith('?')) continue;
    if (tag.startsWith('/')) {
      const done = open.pop()!;
      if (done.name !== tag.slice(1)) throw new Error(`${tag} ends ${done.name}`);
      open.at(-1)!.children.push(done);
    } else open.push({ name: tag.split(' ')[0]!, text, children: [] });
  }
  if (open.length !== 1) throw new Error('the document does not end');
  return open[0]!.children[0]!;
}
