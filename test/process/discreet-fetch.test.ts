import { describe, expect, it } from 'vitest';
import { discreetFetch } from '../../src/process/discreet-fetch.ts';

const token = 'sntrys_0123456789abcdef';

function answering(body: string | null, init: ResponseInit) {
  return discreetFetch(async () => new Response(body, init), [token, 'board', 'a"quoted"secret']);
}

describe('what a vendor says', () => {
  it('comes without our secrets, in whatever form it holds them', async () => {
    const said = await answering(
      JSON.stringify({
        detail: `Bearer ${token}`,
        again: `?key=${token}`,
        quoted: 'a"quoted"secret',
      }),
      { status: 400, headers: { 'retry-after': '7' } },
    )('http://vendor');
    expect([said.status, said.headers.get('retry-after')]).toEqual([400, '7']);
    expect(await said.json()).toEqual({
      detail: 'Bearer [hidden]',
      again: '?key=[hidden]',
      quoted: '[hidden]',
    });
  });

  it('keeps words that are a short secret by chance, or only look like a secret', async () => {
    expect(
      await (
        await answering('board 1.42.0, Bearer of good news, xoxb-somebody', { status: 200 })(
          'http://vendor',
        )
      ).text(),
    ).toBe('board 1.42.0, Bearer of good news, xoxb-somebody');
  });

  it('may have no body, or not come at all', async () => {
    expect((await answering(null, { status: 204 })('http://vendor')).status).toBe(204);
    await expect(
      discreetFetch(() => Promise.reject(new TypeError('fetch failed')), [token])('http://vendor'),
    ).rejects.toThrow('fetch failed');
  });

  it('is given up where it does not end, before it fills the memory', async () => {
    const piece = new TextEncoder().encode('é'.repeat(2 ** 19));
    const sent = { bytes: 0, isCut: false };
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent.bytes += piece.byteLength;
        // One that is read for ever ends the test, not the machine.
        if (sent.bytes > 2 ** 28) controller.error(new Error('it was read for ever'));
        else controller.enqueue(piece);
      },
      cancel() {
        sent.isCut = true;
      },
    });
    const fetch = discreetFetch(async () => new Response(endless), [token]);
    await expect(fetch('http://vendor')).rejects.toThrow('does not end within 8 MB');
    expect(sent.isCut).toBe(true);
    expect(sent.bytes).toBeLessThan(2 ** 24);
  });

  it('is refused where it has no bottom, before anybody parses it', async () => {
    const deep = { object: '{"a":'.repeat(90_000), list: ` [[${'['.repeat(90_000)}` };
    for (const text of Object.values(deep))
      await expect(answering(text, { status: 200 })('http://vendor')).rejects.toThrow(
        'the answer has no bottom',
      );
    // The log of a job is coloured with brackets that nobody closes, and strings may hold any.
    for (const text of ['[INFO] \u001b[0m'.repeat(900), JSON.stringify({ a: '['.repeat(9_000) })])
      expect(await (await answering(text, { status: 200 })('http://vendor')).text()).toBe(text);
  });

  it('is whole where its letters are cut in the middle', async () => {
    const bytes = new TextEncoder().encode('größer 🔥');
    const bitwise = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const said = await discreetFetch(async () => new Response(bitwise), [token])('http://vendor');
    expect(await said.text()).toBe('größer 🔥');
  });
});
