import { describe, expect, it } from 'vitest';
import { fillQuery } from '../../../src/adapters/prometheus/query-template.ts';

const values = { version: '1.42.0', service: 'board' };

describe('a query template', () => {
  it.each([
    [
      'inside quotes',
      'up{version="{version}",job="{service}"}',
      'up{version="1.42.0",job="board"}',
    ],
    ['with quotes of its own', 'up{version={version}}', 'up{version="1.42.0"}'],
    [
      'in a pattern, as itself only',
      'up{version=~"{version}|x"}',
      String.raw`up{version=~"1\\.42\\.0|x"}`,
    ],
    [
      'in a pattern between backquotes',
      'up{version=~`{version}`}',
      String.raw`up{version=~${'`'}1\.42\.0${'`'}}`,
    ],
    ['twice', 'a{v="{version}"} / b{v="{version}"}', 'a{v="1.42.0"} / b{v="1.42.0"}'],
  ])('puts values in %s', (_, template, query) => {
    expect(fillQuery(template, values)?.query).toBe(query);
  });

  it.each(['1"} or vector(0)', '1\\', '', '.*', '1\n', "1'", '1`', '1}', 'x'.repeat(129)])(
    'refuses the version %j',
    (version) => {
      expect(fillQuery('up{version="{version}"}', { ...values, version })).toBeUndefined();
    },
  );

  it('names the selectors that hold the version, and only those', () => {
    const query =
      'sum(rate(errors_total{code=~"5..",version="{version}"}[5m])) / ' +
      'sum(rate(requests_total{version="{version}"}[5m])) * on() group_left ' +
      'users{job="{service}"} + {__name__="x",v="{version}"}';
    expect(fillQuery(query, values)?.selectors).toEqual([
      'errors_total{code=~"5..",version="1.42.0"}',
      'requests_total{version="1.42.0"}',
      '{__name__="x",v="1.42.0"}',
    ]);
  });

  it('is not misled by braces and quotes in strings', () => {
    expect(
      fillQuery(`up{path="/{}\\"}",version="{version}"} or other{x='}'}`, values)?.selectors,
    ).toEqual(['up{path="/{}\\"}",version="1.42.0"}']);
  });
});
