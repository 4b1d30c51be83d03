/** Longer than anything Davy asks for; what is longer has no end, and memory has one. */
const mostBytes = 8 * 2 ** 20;

/** An answer read to its end, or given up where it has none: a vendor may not fill our memory. */
export async function wholeText({ body }: Response): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return parts.join('') + decoder.decode();
    bytes += value.byteLength;
    if (bytes > mostBytes) {
      await reader.cancel();
      throw new Error(`the answer does not end within ${mostBytes / 2 ** 20} MB`);
    }
    parts.push(decoder.decode(value, { stream: true }));
  }
}
