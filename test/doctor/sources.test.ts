import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingLine } from '../../src/doctor/finding.ts';
import { lookAtSources } from '../../src/doctor/sources.ts';
import { aRepository } from '../support/a-repository.ts';
import { freshDirectories } from '../support/directories.ts';
import { pattern } from '../support/pattern.ts';

const directory = freshDirectories();
const teams = { whiteboard: { approvers: ['S0WHITE'], owns: ['server/**'], jira: [] } };

describe('the doctor', () => {
  it('sees a repository that answers, and tags that are as davy.yml says', async () => {
    const repository = aRepository(join(await directory(), 'board'));
    repository.commit('Begin', { 'a.ts': '1\n' });
    repository.git(['tag', 'v1.0.0']);
    repository.git(['tag', '-a', 'v1.1.0', '-m', 'one']);
    const look = async (tag: string) =>
      (
        await lookAtSources([['board', { teams, source: { repository: repository.folder, tag } }]])
      ).map(findingLine);
    expect(await look('v{version}')).toEqual([
      '✓ board: its repository answers',
      '✓ board: 2 of its tags look like v{version}',
    ]);
    expect((await look('release/{version}'))[1]).toContain(
      '✗ board: no tag looks like release/{version}',
    );
  });

  it('says which repository cannot be read, and why', async () => {
    const gone = join(await directory(), 'gone');
    const [finding] = (
      await lookAtSources([['board', { teams, source: { repository: gone } }]])
    ).map(findingLine);
    expect(finding).toMatch(
      pattern(
        /^✗ board: its repository cannot be read \(Git failed while listing its branches: /,
        /.*gone.*\)\n {4}Check source\.repository/,
      ),
    );
  });

  it('says that owned paths mean nothing without a repository', async () => {
    expect((await lookAtSources([['board', { teams }]])).map(({ well }) => well)).toEqual([false]);
    expect(
      await lookAtSources([
        ['board', { teams: { whiteboard: { approvers: ['S0WHITE'], owns: [], jira: [] } } }],
      ]),
    ).toEqual([]);
  });
});
