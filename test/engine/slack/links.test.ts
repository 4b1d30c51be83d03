import { describe, expect, it } from 'vitest';
import { linksOf } from '../../../src/engine/slack/links.ts';
import { aShop } from '../../support/a-shop.ts';
import { prerelease, release } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { story } from '../../support/thread-samples.ts';

async function thread() {
  const made = aShop(noon);
  const post = (subject: string, kind: string, ts: string | null, more: object = {}) =>
    made.ledger.addMessage({
      subject,
      kind,
      channel: 'C0RELEASES',
      thread: kind === 'card' ? null : '10.0',
      ts,
      hash: '',
      ...more,
    });
  await post('build:board@1.42.0', 'card', '10.0');
  return { ...made, post };
}

describe('where a card leads', () => {
  it('is nowhere before anything was answered', async () => {
    const { shop } = await thread();
    expect(
      await linksOf(shop, story({ prerelease: prerelease({ kind: 'soaking', since: noon }) })),
    ).toEqual({ thread: null, report: null });
  });

  it('is the newest reply, wherever it is kept, but none only begun or elsewhere', async () => {
    const { shop, post } = await thread();
    await post('rel_PRE', 'progress', '11.0');
    await post('build:board@1.42.0', 'error:1', '12.0');
    await post('rel_PRE', 'soak', null);
    await post('rel_PRE', 'changelog', '99.0', { channel: 'C0CHANGELOG', thread: null });
    const ways = await linksOf(
      shop,
      story({ prerelease: prerelease({ kind: 'soaking', since: noon }) }),
    );
    expect(ways).toEqual({
      thread: 'https://acme.slack.example/archives/C0RELEASES/p12.0?thread_ts=10.0&cid=C0RELEASES',
      report: null,
    });
  });

  it('is how its release ended, once that is told', async () => {
    const { shop, post } = await thread();
    await post('rel_ALL', 'fleet', '13.0');
    await post('rel_ALL', 'summary', '14.0');
    await post('rel_ALL', 'tickets', '15.0');
    const ended = story({
      prerelease: prerelease({ kind: 'carried', at: noon }),
      release: release({ kind: 'live', at: noon }),
    });
    expect((await linksOf(shop, ended)).report).toBe(
      'https://acme.slack.example/archives/C0RELEASES/p14.0?thread_ts=10.0&cid=C0RELEASES',
    );
  });
});
