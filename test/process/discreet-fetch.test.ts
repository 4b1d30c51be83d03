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
});
