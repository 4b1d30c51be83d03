import type { World } from './world.ts';

/** Whose server it is. */
export type Side = 'new' | 'old';

/** What one server counted for one signal. */
export type Count = {
  readonly signal: string;
  readonly side: Side;
  readonly server: string;
  readonly bad: number | null;
  readonly all: number | null;
};

/** One value of one server: its users, or its memory. */
export type Value = { readonly side: Side; readonly server: string; readonly value: number };

/** One look, in the shape that docs/judgement.md describes. */
export type TraceLook = {
  readonly at: number;
  readonly counts: readonly Count[];
  readonly silent: readonly string[];
  readonly restarted: readonly { readonly side: Side; readonly server: string }[];
  readonly people: readonly {
    readonly group: string;
    readonly fatal: boolean;
    readonly known: 'new' | 'known' | 'other-stack';
    readonly people: number;
    readonly oldPeople: number;
  }[];
  readonly users: readonly Value[];
  readonly memory: readonly Value[];
};

/** How a server is called; the last one is the canary. */
export function nameOf({ servers }: World, index: number): string {
  return index === servers ? 'new-0' : `old-${index}`;
}

/** Whose server has this number. */
export function sideOf({ servers }: World, index: number): Side {
  return index === servers ? 'new' : 'old';
}
