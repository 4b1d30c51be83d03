import { pathForm } from './path-form.ts';

/** A team, and the paths of the repository it answers for, such as `server/board/**`. */
export type Owner = { readonly name: string; readonly owns: readonly string[] };

/**
 * The teams these paths belong to, in the order they are written in davy.yml. A path nobody owns is
 * everybody's: no change goes out that nobody was asked about.
 */
export function teamsOfPaths(files: readonly string[], teams: readonly Owner[]): readonly string[] {
  const owners = teams.map(({ name, owns }) => ({ name, patterns: owns.map(pathForm) }));
  const asked = new Set(
    files.flatMap((file) => {
      const named = owners.filter(({ patterns }) => patterns.some((isOf) => isOf(file)));
      return (named.length > 0 ? named : owners).map(({ name }) => name);
    }),
  );
  return teams.map(({ name }) => name).filter((name) => asked.has(name));
}
