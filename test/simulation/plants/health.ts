import { cut, planting, type Plant } from '../plant.ts';

const plant = planting('whole', 'users');

/** What is read where nothing was measured. */
export const healthPlants: readonly Plant[] = [
  plant(
    'a missing value is read as 0',
    1,
    cut(
      'release/health/judge.ts',
      'const { signal, value, unit, baseline, limit, issues } = reading;',
      `
          const { signal, unit, baseline, limit, issues } = reading;
          const value = Number.isFinite(reading.value) ? reading.value : 0;`,
    ),
  ),
];
