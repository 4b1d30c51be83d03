import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readDavyYml } from '../../src/config/read.ts';
import { jobSecrets } from '../../src/config/entries/jobs.ts';
import { exampleWith } from '../support/example.ts';

const env = { PAGERDUTY_BOARD_KEY: 'a-routing-key', GITHUB_TOKEN: 'ghs_a-token' };
const job = {
  run: 'ci',
  kind: 'github',
  token: '${GITHUB_TOKEN}',
  repository: 'acme/board',
  workflow: 'smoke.yml',
  ref: 'main',
};

function read(change: object) {
  return readDavyYml(exampleWith(['jobs'], { smoke: { ...job, ...change } }), env);
}
function faultOf(change: object): string {
  const found = read(change);
  return 'faults' in found ? found.faults.map(({ message }) => message).join('\n') : 'none';
}

describe('a job in CI in davy.yml', () => {
  it('is a workflow of GitHub, and not looked for unless its run-name shows the id', () => {
    const found = read({});
    const entry = 'config' in found ? found.config.services['board']?.jobs['smoke'] : undefined;
    expect(entry).toEqual({
      ...job,
      token: 'ghs_a-token',
      url: 'https://api.github.com',
      id_input: 'davy_id',
      inputs: {},
      named: false,
      visible: 120_000,
      timeout: 300_000,
      again: 'ask',
      anytime: false,
      who: [],
    });
    expect(entry && jobSecrets(entry)).toEqual(['ghs_a-token']);
  });

  it('is a pipeline of GitLab, found by a variable', () => {
    const pipeline = { run: 'ci', kind: 'gitlab', token: '${GITHUB_TOKEN}', ref: 'main' };
    const said = (change: object) =>
      readDavyYml(
        exampleWith(['jobs'], { smoke: { ...pipeline, project: 'acme/apps/board', ...change } }),
        env,
      );
    const found = said({ variables: { VERSION: '{version}' } });
    const entry = 'config' in found ? found.config.services['board']?.jobs['smoke'] : undefined;
    expect(entry).toMatchObject({
      project: 'acme/apps/board',
      url: 'https://gitlab.com',
      id_variable: 'DAVY_ID',
      variables: { VERSION: '{version}' },
      visible: 120_000,
    });
    expect(entry && jobSecrets(entry)).toEqual(['ghs_a-token']);
    for (const [change, says] of [
      [{ project: 'board' }, /write the project with its groups/],
      [{ project: 'acme/..' }, /write the project with its groups/],
      [{ variables: { 'a b': 'x' } }, /write the name of a variable/],
      [{ variables: { A: '{slot}' } }, /\{slot\} is not known/],
      [{ workflow: 'smoke.yml' }, /"workflow" is not known/],
      [{ url: 'gitlab.com' }, /write the address of GitLab/],
    ] as const) {
      const wrong = said(change);
      const faults = 'faults' in wrong ? wrong.faults.map(({ message }) => message) : [];
      expect(faults.join('\n')).toMatch(says);
    }
  });

  it('is as the runbook has it', () => {
    const text = readFileSync('docs/runbook.md', 'utf8');
    const [, yaml = ''] = /```yaml\n(jobs:\n {2}smoke:[\s\S]*?)```/.exec(text) ?? [];
    const { jobs } = z.object({ jobs: z.object({ smoke: z.looseObject({}) }) }).parse(parse(yaml));
    expect(faultOf(jobs.smoke)).toBe('none');
  });

  it.each([
    [{ kind: 'jenkins' }, /write kind: github or kind: gitlab/],
    [{ token: 'ghs_plain' }, /a secret does not belong into this file/],
    [{ repository: 'board' }, /write the repository/],
    [{ repository: 'acme/..' }, /write the repository/],
    [{ workflow: '../secrets.yml' }, /write the file of the workflow/],
    [{ workflow: 'smoke' }, /write the file of the workflow/],
    [{ ref: 'a b' }, /write a branch or a tag/],
    [{ inputs: { version: '{slot}' } }, /\{slot\} is not known/],
    [{ visible: '5s' }, /at least 30s/],
    [{ url: 'api.github.com' }, /write the address of the API/],
    [{ workflo: 'x' }, /"workflo" is not known\. Did you mean workflow\?/],
  ])('is refused with %j', (change, says) => {
    expect(faultOf(change)).toMatch(says);
  });
});
