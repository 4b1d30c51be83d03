import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Table, targetSchema } from './targets.ts';
import { newTraffic } from './traffic.ts';

const stateSchema = z.object({
  targets: z.array(targetSchema),
  routes: z.array(z.tuple([z.string(), z.string()])),
  weights: z.array(z.tuple([z.string(), z.number()])).default([]),
});

/** Reads targets and routes of an earlier life, so that boards find their servers again. */
export function readTable(dataDir: string): Table {
  const file = join(dataDir, 'balancer-table.json');
  const { targets, routes, weights } = existsSync(file)
    ? stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    : { targets: [], routes: [], weights: [] };
  const usedAtMs = Date.now();
  return {
    targets: new Map(targets.map((target) => [target.id, target])),
    routes: new Map(routes.map(([board, target]) => [board, { target, connections: 0, usedAtMs }])),
    unhealthy: new Set(),
    traffic: newTraffic(new Map(weights)),
  };
}

/** Writes them down if they changed; a kill leaves the last whole file. */
export function tableKeeper(dataDir: string): (table: Table) => void {
  mkdirSync(dataDir, { recursive: true });
  let last = '';
  return ({ targets, routes, traffic }) => {
    const text = JSON.stringify({
      targets: [...targets.values()],
      routes: [...routes].map(([board, { target }]) => [board, target]),
      weights: [...traffic.weights()],
    });
    if (text === last) return;
    last = text;
    writeFileSync(join(dataDir, 'balancer-table.json.new'), text);
    renameSync(join(dataDir, 'balancer-table.json.new'), join(dataDir, 'balancer-table.json'));
  };
}
