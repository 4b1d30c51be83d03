import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingLine } from '../../src/doctor/finding.ts';
import { type HealthyTeam, healthyTeam } from '../support/healthy-team.ts';
import { plantedFaults } from '../support/planted-faults.ts';

let folder: string;
let team: HealthyTeam;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'davy-doctor-'));
  team = await healthyTeam(folder);
});
afterAll(async () => {
  await team.close();
  await rm(folder, { recursive: true });
});

describe('the doctor, of a team', () => {
  it('finds nothing to mend where nothing is wrong', async () => {
    const found = await team.findings({});
    expect(found.filter(({ well }) => !well).map(findingLine)).toEqual([]);
    expect(found.length).toBeGreaterThan(30);
  });

  it.each(plantedFaults)('finds this and nothing else: $fault', async (planted) => {
    // Calls come together again, of which AWS takes only so many a minute.
    team.place.pass(60);
    const plant = await planted.plant(team);
    try {
      const found = await team.findings(plant);
      const ills = found.filter(({ well }) => !well);
      expect(ills.map(findingLine)).toEqual([expect.stringMatching(planted.finds)]);
      expect(ills[0]?.todo).toMatch(planted.cure);
    } finally {
      await plant.mend?.();
    }
  });
});
