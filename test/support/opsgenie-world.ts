import { opsgeniePager } from '../../src/adapters/opsgenie/pager.ts';
import { escalatingPager } from '../../src/vendors/escalating-pager.ts';
import type { PagerWorld } from '../contracts/pager-laws.ts';
import { startOpsgenie } from './opsgenie.ts';
import { troubledWay } from './troubled-way.ts';

const again = ':again';

/**
 * Opsgenie's stand-in; `next`: whether there is somebody else to call when nobody answered. An
 * alert that was made because nobody answered belongs to the one before it.
 */
export async function opsgenieWorld({ next }: { readonly next: boolean }): Promise<PagerWorld> {
  const vendor = await startOpsgenie(['key-1', 'key-2']);
  const way = troubledWay();
  const calls = (key: string) => opsgeniePager({ url: vendor.url, key, fetch: way.fetch });
  return {
    ...way,
    pager: next ? escalatingPager(calls('key-1'), calls('key-2')) : calls('key-1'),
    first: 'key-1',
    next: next ? 'key-2' : null,
    incidents: async () => {
      const all = vendor.alerts();
      return all
        .filter(({ alias }) => !alias.endsWith(again))
        .map(({ alias, key: whom, isOpen }) => {
          const called = all.filter((one) => one.key === whom && one.alias === alias + again);
          return {
            isOpen: isOpen || called.some((one) => one.isOpen),
            whom,
            calls: 1 + called.length,
          };
        });
    },
    close: vendor.close,
  };
}
