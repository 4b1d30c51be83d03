import { describe, expect, it } from 'vitest';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { messagesOf } from '../../src/views/messages.ts';
import { trafficGallery } from './traffic-gallery.ts';

/** What is true of people whatever is moved, and the name of a signal. */
const ofPeople = /errors per 1,000 users|(?:to|for) (?:all|a few) users|Let(?:ting)? users in/gi;

/** Everything that is posted of it, in both forms. */
function said(facts: ThreadFacts): string {
  return messagesOf(facts)
    .filter(({ post, kind }) => post || !kind.startsWith('stuck'))
    .map(({ content }) => JSON.stringify([content.text, content.rich, content.classic]))
    .join('\n')
    .replaceAll(ofPeople, '');
}

describe('what is said where shares of traffic move', () => {
  it.each(Object.entries(trafficGallery))('counts no users: %s', (_state, facts) => {
    expect(said(facts).match(/.{0,40}\busers\b.{0,40}/gi) ?? []).toEqual([]);
  });

  it.each([
    ['traffic, moving a batch', '25% of traffic'],
    ['traffic, between two batches', '100% of traffic after'],
    ['traffic, soaking', '5% of traffic'],
    ['traffic, soaking with too few requests', '1 a second, 3 needed'],
    ['traffic, canary paged', '5% of traffic goes to 1.42.0'],
    ['traffic, rolling back', '25% of traffic goes back to 1.41.0'],
    ['traffic, rolled back', 'All traffic goes to 1.41.0'],
    ['traffic, stuck', '50% of traffic goes to 1.42.0 and stays there'],
    ['traffic, made slower', 'Faster: move the traffic of board 1.42.0 in larger batches again'],
    ['traffic, canary given its share', 'Giving it its share of traffic'],
    ['traffic, shares not read', 'its share of traffic could not be read'],
    ['traffic, watching', 'board 1.42.0 has all traffic'],
  ])('tells the share: %s', (state, words) => {
    const facts = trafficGallery[state];
    expect(facts && said(facts)).toContain(words);
  });
});
