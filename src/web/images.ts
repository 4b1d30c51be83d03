import type { Ledger } from '../ports/ledger.ts';
import type { Event } from '../release/state/event.ts';
import type { ImageSearch } from '../release/state/image.ts';
import { linesReachedBy } from '../release/state/line-name.ts';

/** How lines find images of builds that are registered without one, where they can. */
export type ImageSearches = ReadonlyMap<string, ImageSearch>;

type Means = {
  readonly ledger: Pick<Ledger, 'build'>;
  readonly tell: (
    about: { readonly service: string; readonly release: null },
    event: Event,
  ) => Promise<unknown>;
  readonly services: readonly string[];
  readonly searches: ImageSearches;
  readonly now: number;
};

type Told = {
  readonly service: string;
  readonly version: string;
  readonly commit: string;
  readonly image: string | null;
};

/** Why a build has to be registered with its image; null where all lines of it find it. */
export function whyNamed(
  product: string,
  { services, searches }: Pick<Means, 'services' | 'searches'>,
): string | null {
  const blind = linesReachedBy(product, services).filter((line) => !searches.has(line));
  return blind.length === 0
    ? null
    : `say the image: ${blind.join(', ')} ${blind.length === 1 ? 'finds' : 'find'} none by tags ` +
        '(fleet.images of davy.yml)';
}

/**
 * Has the image looked for on each line that has none. Told again whenever CI is heard: whoever
 * stored the build may have died on the way here, and what was given up is looked for once more.
 * Answers whether anything is looked for now.
 */
export async function awaitImages(
  { ledger, tell, services, searches, now: at }: Means,
  { service: product, version, commit, image }: Told,
): Promise<boolean> {
  if (image !== null) return false;
  let awaits = false;
  for (const service of linesReachedBy(product, services)) {
    const search = searches.get(service);
    const known = await ledger.build(service, version);
    if (!search || known?.image !== null) continue;
    awaits = true;
    await tell(
      { service, release: null },
      { kind: 'image-awaited', at, version, commit, until: at + search.withinMs },
    );
  }
  return awaits;
}
