import { describe, expect, it } from 'vitest';
import { lookAtListener } from '../../src/doctor/listener.ts';

/** What the doctor says of an address that answers so. */
async function look(answer: () => Promise<Response>, url?: string) {
  const found = await lookAtListener({ CDEVENTS_URL: url }, answer);
  return found.map(({ well, what }) => `${well ? 'well' : 'ill'}: ${what}`);
}

const url = 'https://events.example.com/davy';

describe('the doctor, looking at whoever hears CDEvents', () => {
  it('is content with any answer that is not broken, and asks nobody if none is set', async () => {
    const no = async () => new Response('not so', { status: 405 });
    expect(await look(no, url)).toEqual([expect.stringMatching(/^well: .*events\.example\.com/)]);
    expect(await look(no)).toEqual([]);
  });

  it.each([
    ['nobody is there', async () => Promise.reject(new TypeError('fetch failed'))],
    ['it is broken', async () => new Response('', { status: 502 })],
  ])('says so where %s', async (_how, answer) => {
    expect(await look(answer, url)).toEqual([
      'ill: whoever hears CDEvents at https://events.example.com does not answer',
    ]);
  });
});
