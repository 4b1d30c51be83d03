import { describe, expect, it } from 'vitest';
import { planOf } from '../../src/config/plan.ts';
import { printFault, readDavyYml } from '../../src/config/read.ts';
import { example, exampleWith, exampleWithout } from '../support/example.ts';

const env = { PAGERDUTY_BOARD_KEY: 'a-routing-key' };
const traffic = (text: string) =>
  text.replace('kind: local # or', 'kind: local\n      moves: traffic # or');

function boardOf(text: string) {
  const read = readDavyYml(text, env);
  const board = 'config' in read ? read.config.services['board'] : undefined;
  if (!board) throw new Error(JSON.stringify('faults' in read && read.faults));
  return board;
}

const faultsOf = (text: string) => {
  const read = readDavyYml(text, env);
  return 'faults' in read ? read.faults.map((fault) => printFault('davy.yml', fault)) : [];
};

describe('the fleet of a service in davy.yml', () => {
  const stateless = traffic(exampleWithout(['release', 'reconnects']));

  it('moves users where it says nothing, and its plans are those they were', () => {
    const before = planOf(boardOf(example));
    expect(before).toMatchObject({ ways: { moves: 'users', least: 0 }, share: null });
    const said = planOf(boardOf(exampleWith(['fleet', 'kind'], 'local')));
    expect(said.hash).toBe(before.hash);
  });

  it('moves traffic by shares where it says so, and the plan has it as a value', () => {
    const plan = planOf(boardOf(stateless));
    expect(plan).toMatchObject({ ways: { moves: 'traffic', least: 0.01 }, share: null });
    expect(plan.hash).not.toBe(planOf(boardOf(exampleWithout(['release', 'reconnects']))).hash);
  });

  it('gives canaries the share that is written', () => {
    const five = stateless.replace('prerelease:\n', 'prerelease:\n      share: 5%\n');
    expect(planOf(boardOf(five))).toMatchObject({ share: 0.05 });
  });

  it('is refused what only the other kind has', () => {
    const share = example.replace('prerelease:\n', 'prerelease:\n      share: 5%\n');
    expect(faultsOf(share)).toEqual([
      expect.stringMatching(/prerelease\.share: is for fleets that share out traffic/),
    ]);
    expect(faultsOf(traffic(example))).toEqual([
      expect.stringMatching(/release\.reconnects: nobody reconnects where traffic is shared out/),
    ]);
    expect(faultsOf(stateless.replace('moves: traffic', 'moves: requests'))).toEqual([
      expect.stringMatching(/fleet\.moves: /),
    ]);
  });
});
