import { expect, it, vi } from 'vitest';
import { ec2Bench } from '../../bench/ec2/run.ts';

vi.setConfig({ testTimeout: 120_000 });

it('a whole release on EC2 is carried out in few calls, and nobody is cut', async () => {
  const { result, faults } = await ec2Bench(() => undefined, { servers: 3, users: 300 });
  expect(faults).toEqual([]);
  expect(result).toMatchObject({ phase: 'live', launched: 3, left: 0, cut: 0, refused: {} });
  expect(result.moved).toBeGreaterThan(200);
  expect(result.calls['look']?.most).toBeLessThanOrEqual(4);
  // The fence read and kept, a look, and one call for each order.
  expect(result.calls['launch']?.apis).toEqual({
    'elasticloadbalancing:DescribeTags': 1,
    'elasticloadbalancing:AddTags': 1,
    'ec2:DescribeInstances': 1,
    'ec2:RunInstances': 1,
  });
  expect(result.calls['protect']?.apis['ec2:ModifyInstanceAttribute']).toBe(3);
});
