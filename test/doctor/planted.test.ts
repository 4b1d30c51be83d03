import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingLine } from '../../src/doctor/finding.ts';
import { type HealthyTeam, healthyTeam } from '../support/healthy-team.ts';
import { plantedFaults } from '../support/planted-faults.ts';

let team: HealthyTeam;
beforeAll(async () => {
  team = await healthyTeam();
});
afterAll(() => team.close());

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
