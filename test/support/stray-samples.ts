import type { StrayGroup } from '../../src/release/state/strays.ts';
import { minute, noon } from './noon.ts';

/** Two servers of 1.42.0 that nobody stands for, whose release ended three hours before noon. */
export function strayGroup(more: Partial<StrayGroup> = {}): StrayGroup {
  const endedAt = noon - 180 * minute;
  return {
    no: 7,
    release: 'rel_OVER',
    version: '1.42.0',
    servers: ['n1', 'n2'].map((id) => ({ id, since: endedAt, costPerHour: 0.096, kept: null })),
    since: endedAt,
    endedAt,
    toldAt: noon - 150 * minute,
    rev: 1,
    word: null,
    failed: null,
    goneSince: null,
    end: null,
    ...more,
  };
}

/** The same servers, each with something that speaks against terminating it. */
export function keptGroup(...kept: readonly StrayGroup['servers'][number]['kept'][]): StrayGroup {
  const { servers } = strayGroup();
  return strayGroup({
    servers: servers.map((server, i) => ({ ...server, kept: kept[i] ?? null })),
  });
}
