import { cut, planting, type Plant } from '../plant.ts';

const plant = planting('whole', 'users');

/** What a rollback may not wait for. */
export const rollbackPlants: readonly Plant[] = [
  plant(
    'a rollback waits for Slack',
    12,
    cut(
      'engine/world/reconcile.ts',
      '  if (!step) return null;',
      `
          if (!step) return null;
          if (release.phase.kind === 'rolling-back')
            await context.ports.board.find({ channel: 'C1', thread: null, key: 'any' });`,
    ),
  ),
  plant(
    'a rollback waits for Jira',
    91,
    cut(
      'engine/world/reconcile.ts',
      '  if (!step) return null;',
      `
          if (!step) return null;
          if (release.phase.kind === 'rolling-back')
            await context.ports.tickets(release.service)?.read('BRD-1');`,
    ),
  ),
];
