import { cdEventsSink } from '../adapters/cdevents/sink.ts';
import type { NewsSink } from '../ports/news-sink.ts';
import type { WatchMeans } from './means.ts';

/** Who hears what happened: whoever takes CDEvents at the address of the environment, or nobody. */
export function newsSinkOf({ environment, fetch, realNow }: WatchMeans): NewsSink | null {
  const { CDEVENTS_URL: url, CDEVENTS_SECRET: secret } = environment;
  return url === undefined ? null : cdEventsSink({ url, secret: secret ?? null, realNow, fetch });
}
