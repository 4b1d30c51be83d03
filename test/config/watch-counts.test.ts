import { expect, it } from 'vitest';
import { readDavyYml } from '../../src/config/read.ts';
import { planOf } from '../../src/config/plan.ts';
import { exampleWith, exampleWithout } from '../support/example.ts';

const environment = { PAGERDUTY_BOARD_KEY: 'a-routing-key' };

function watchOf(text: string) {
  const read = readDavyYml(text, environment);
  const watch = 'config' in read ? read.config.services['board']?.watch : undefined;
  if (!watch) throw new Error(JSON.stringify(read));
  return watch;
}

function faultOf(text: string): string {
  return JSON.stringify(readDavyYml(text, environment));
}

it('takes new errors as groups that are borne, or as people who have to meet one', () => {
  const said = (value: unknown) => exampleWith(['watch', 'sentry', 'new_errors'], value);
  expect(watchOf(said(2)).sentry).toMatchObject({ new_errors: 2, new_error_people: 4 });
  expect(watchOf(said('6 users')).sentry).toMatchObject({ new_errors: 0, new_error_people: 6 });
  expect(watchOf(said('1 user')).sentry).toMatchObject({ new_error_people: 1 });
  for (const odd of ['0 users', 'users', '4', -1])
    expect(faultOf(said(odd))).toContain('write how many new error groups are borne');
});

it('tells servers by the label instance, unless another is said', () => {
  const labels = (said: object) => watchOf(exampleWith(['watch', 'labels'], said)).labels;
  expect(labels({})).toEqual({ version: 'version', server: 'instance' });
  expect(labels({ server: 'pod' })).toEqual({ version: 'version', server: 'pod' });
});

it('asks nobody for memory where nothing says whose servers it is of', () => {
  const without = exampleWithout(['watch', 'requests'], ['watch', 'latency']);
  expect(faultOf(without)).toContain('needs requests or latency beside it');
});

it('lets counts decide, rehearse, or be no part of it', () => {
  const planned = (judge: string) => {
    const read = readDavyYml(exampleWith(['watch', 'judge'], judge), environment);
    const board = 'config' in read ? read.config.services['board'] : undefined;
    if (!board) throw new Error(JSON.stringify(read));
    const { judge: decides, rehearses } = planOf(board);
    return { decides, rehearses };
  };
  const { decides } = planned('counts');
  expect(decides).toMatchObject({ holdsDeadline: false, required: ['errors', 'latency'] });
  expect(planned('rehearse')).toEqual({ decides: null, rehearses: decides });
  expect(planned('limits')).toEqual({ decides: null, rehearses: undefined });
});
