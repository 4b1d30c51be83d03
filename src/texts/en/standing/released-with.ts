import { joined } from '../amount.ts';

/** A pre-release that goes out, or comes back, with the release of another build. */
export const releasedWithStandingTexts = {
  along: (versions: readonly string[]) => `Releases ${joined(versions)}, too`,
  going: (headline: string, carrier: string) => ({
    headline,
    state: `Running: released with ${carrier}`,
    next: `Released when ${carrier} is live`,
    action: '',
  }),
  out: (headline: string, carrier: string) => ({
    headline,
    state: `Released with ${carrier}`,
    next: 'Nothing',
    action: '',
  }),
  back: (headline: string, carrier: string, target: string) => ({
    headline,
    state: `Going back: rolled back with ${carrier}`,
    next: `All users go back to ${target}`,
    action: '',
  }),
};
