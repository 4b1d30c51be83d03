import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { statements } from '../../src/adapters/ec2-fleet/checkup/permissions.ts';
import { type HealthyTeam, healthyTeam, shippedPolicy } from '../support/healthy-team.ts';

const statement = z.looseObject({
  Sid: z.string(),
  Action: z.union([z.string(), z.array(z.string())]),
});
const policy = z.looseObject({ Statement: z.array(statement) }).parse(JSON.parse(shippedPolicy));
const actionsOf = ({ Action }: z.infer<typeof statement>) => [Action].flat();
const actions = [...new Set(policy.Statement.flatMap(actionsOf))].toSorted();

/** The same policy, which says nothing of one action. */
function without(action: string): string {
  const Statement = policy.Statement.flatMap((one) => {
    const Action = actionsOf(one).filter((other) => other !== action);
    return Action.length > 0 ? [{ ...one, Action }] : [];
  });
  return JSON.stringify({ ...policy, Statement });
}

let team: HealthyTeam;
beforeAll(async () => {
  team = await healthyTeam();
});
afterAll(() => team.close());

describe('the doctor, of what Davy may do on AWS', () => {
  it('knows every action of the policy, and where it stands', () => {
    expect(Object.keys(statements).toSorted()).toEqual(actions);
    for (const [action, sid] of Object.entries(statements))
      expect(policy.Statement.find(({ Sid }) => Sid === sid)).toSatisfy(
        (found: z.infer<typeof statement>) => actionsOf(found).includes(action),
      );
  });

  it('says how much it tried where nothing is missing', async () => {
    const { findings } = await team.checkup();
    expect(findings[0]).toEqual({
      what: `Davy may do all ${actions.length} things that its policy names`,
      todo: null,
    });
  });

  it.each(actions)('says in one line that %s is missing, and where to add it', async (action) => {
    team.place.pass(60);
    await team.allow(without(action));
    const { findings } = await team.checkup();
    const ills = findings.filter(({ todo }) => todo !== null);
    expect(ills).toEqual([
      {
        what: expect.stringMatching(`^Davy may not ${action} \\(on `),
        todo: expect.stringContaining(`Add "${action}" on `),
      },
    ]);
    expect(ills[0]?.todo).toContain(statements[action]);
  });

  it('leaves nothing behind', async () => {
    await team.allow(shippedPolicy);
    const state = () =>
      JSON.stringify([
        [...team.place.world.compute.instances.values()].map((one) => [...one.tags, one.isGuarded]),
        [...team.place.world.balancing.rules.values()].map((one) => [...one.tags, one.forward]),
        [...team.place.world.balancing.groups.values()].map(({ targets }) => [...targets.keys()]),
      ]);
    const before = state();
    team.place.pass(60);
    await team.checkup();
    expect(state()).toBe(before);
  });
});
