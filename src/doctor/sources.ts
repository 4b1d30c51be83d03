import type { ServiceEntry } from '../config/davy-yml.ts';
import { askRemote } from '../adapters/git/remote.ts';
import { type Finding, ill, well } from './finding.ts';

const waitMs = 15_000;

/**
 * Looks whether each repository answers, and whether its versions are tagged as davy.yml says.
 * Nothing is copied.
 */
export async function lookAtSources(
  entries: readonly (readonly [string, Pick<ServiceEntry, 'source' | 'teams'>])[],
): Promise<readonly Finding[]> {
  const looked = await Promise.all(
    entries.map(([service, { source, teams }]) =>
      source ? lookAt(service, source) : Promise.resolve(without(service, teams)),
    ),
  );
  return looked.flat();
}

async function lookAt(
  service: string,
  { repository, tag }: NonNullable<ServiceEntry['source']>,
): Promise<readonly Finding[]> {
  try {
    const { refs } = await askRemote(
      repository,
      ['HEAD', 'refs/heads/*', 'refs/tags/*'],
      'listing its branches',
      waitMs,
    );
    const names = refs
      .split('\n')
      .flatMap((line) => line.split('\t')[1] ?? [])
      .filter((name) => !name.endsWith('^{}'));
    if (names.length === 0)
      return [ill(`${service}: its repository is empty`, 'Check source.repository in davy.yml')];
    return [
      well(`${service}: its repository answers`),
      ...(tag === undefined ? [] : [tagged(service, tag, names)]),
    ];
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return [
      ill(
        `${service}: its repository cannot be read (${why})`,
        'Check source.repository in davy.yml, and that git of this user may read it ' +
          'without being asked (an SSH key, a credential helper)',
      ),
    ];
  }
}

function tagged(service: string, tag: string, names: readonly string[]): Finding {
  const [before = '', after = ''] = `refs/tags/${tag}`.split('{version}');
  const found = names.filter(
    (name) =>
      name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length,
  );
  return found.length > 0
    ? well(`${service}: ${found.length} of its tags look like ${tag}`)
    : ill(
        `${service}: no tag looks like ${tag}`,
        'Check source.tag in davy.yml, or leave it out: builds name their commit',
      );
}

/** Paths somebody owns say nothing where no history tells which paths change. */
function without(service: string, teams: ServiceEntry['teams']): readonly Finding[] {
  const owning = Object.entries(teams)
    .filter(([, { owns, jira }]) => owns.length + jira.length > 0)
    .map(([team]) => team);
  return owning.length === 0
    ? []
    : [
        ill(
          `${service}: ${owning.join(', ')} own paths or tickets, ` +
            'but there is no source to read changes from',
          'Write source: { repository: … }, or every team is asked about every change',
        ),
      ];
}
