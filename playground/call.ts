/** One JSON call to a part of the playground; what is refused is an error that says so. */
export async function call(
  url: string,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' = 'GET',
  body?: unknown,
): Promise<unknown> {
  const sent =
    body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(url, { method, ...sent, signal: AbortSignal.timeout(15_000) });
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(`${method} ${url} was answered with ${answer.status}: ${text.slice(0, 400)}`);
  return text === '' ? null : JSON.parse(text);
}
