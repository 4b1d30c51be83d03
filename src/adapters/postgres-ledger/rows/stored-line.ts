import { z } from 'zod';
import { type Line } from '../../../release/state/line.ts';
import { canonical } from '../../ledger/event-chain.ts';
import { readable } from './exact.ts';
import { LineRow } from './release.ts';

/**
 * A line as its row holds it. `blockedHead`: the head of the chain of its blocked builds, which
 * stand beside it; null where the row still holds them itself, as all rows did before.
 */
export type StoredLine = { readonly line: Line; readonly blockedHead: string | null };

const Aside = z.looseObject({ blockedHead: z.string() });

/**
 * Reads a row. An older Davy does not know `blockedHead` and misses `blocked`, so it steps aside:
 * it would take every blocked build for a good one.
 */
export function readLine(row: unknown): StoredLine {
  const aside = Aside.safeParse(row);
  if (!aside.success) return { line: LineRow.parse(row), blockedHead: null };
  const { blockedHead, ...rest } = aside.data;
  return { line: LineRow.parse({ ...rest, blocked: [] }), blockedHead };
}

/** What is stored. What could not be read again is not. */
export function lineText(line: Line, blockedHead: string): string {
  const { blocked: _aside, ...rest } = line;
  readable(LineRow, canonical({ ...rest, blocked: [] }));
  return canonical({ ...rest, blockedHead });
}
