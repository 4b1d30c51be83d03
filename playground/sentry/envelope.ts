import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { z } from 'zod';

const envelopeHeader = z.looseObject({
  event_id: z.string().optional(),
  dsn: z.string().optional(),
});
const itemHeader = z.looseObject({ type: z.string(), length: z.int().nonnegative().optional() });

/** One item of an envelope: what it is, and its bytes. */
type Item = { readonly type: string; readonly payload: Buffer };

/** An envelope taken apart, or why it could not be. */
export type Envelope =
  | {
      readonly kind: 'read';
      readonly header: z.infer<typeof envelopeHeader>;
      readonly items: readonly Item[];
    }
  | { readonly kind: 'broken'; readonly why: string };

const newline = 0x0a;

/**
 * Reads Sentry's framing: a header line, then items of a header line and a payload, by length or up
 * to the next newline.
 */
export function readEnvelope(body: Buffer): Envelope {
  const first = lineAt(body, 0);
  const header = parse(first.line, envelopeHeader);
  if (header === undefined) return { kind: 'broken', why: 'invalid envelope header' };
  const items: Item[] = [];
  let at = first.next;
  while (at < body.length) {
    const { line, next } = lineAt(body, at);
    at = next;
    if (line.length === 0) continue;
    const head = parse(line, itemHeader);
    if (head === undefined) return { kind: 'broken', why: 'invalid item header' };
    const end = head.length === undefined ? endOfLine(body, at) : at + head.length;
    if (end > body.length) return { kind: 'broken', why: 'unexpected end of file' };
    if (end < body.length && body[end] !== newline)
      return { kind: 'broken', why: 'missing newline after header or payload' };
    items.push({ type: head.type, payload: body.subarray(at, end) });
    at = end + 1;
  }
  return { kind: 'read', header, items };
}

/** Undoes the content encodings SDKs use; undefined when the bytes are not what they claim. */
export function unpack(body: Buffer, encoding: string | undefined): Buffer | undefined {
  const bomb = { maxOutputLength: 32 * 1024 * 1024 };
  try {
    switch (encoding) {
      case undefined:
      case '':
      case 'identity':
        return body;
      case 'gzip':
        return gunzipSync(body, bomb);
      case 'deflate':
        return inflateSync(body, bomb);
      case 'br':
        return brotliDecompressSync(body, bomb);
      case 'zstd':
        return zstdDecompressSync(body, bomb);
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}

function lineAt(body: Buffer, at: number): { line: Buffer; next: number } {
  const end = endOfLine(body, at);
  return { line: body.subarray(at, end), next: end + 1 };
}

function endOfLine(body: Buffer, at: number): number {
  const found = body.indexOf(newline, at);
  return found === -1 ? body.length : found;
}

function parse<T>(line: Buffer, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(line.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
