/** One thing the doctor looked at. `todo` says what to change when it is not well. */
export type Finding = {
  readonly what: string;
  readonly well: boolean;
  readonly todo: string | null;
};

/** It is as it should be. */
export function well(what: string): Finding {
  return { what, well: true, todo: null };
}

/** It is not, and this is what to do. */
export function ill(what: string, todo: string): Finding {
  return { what, well: false, todo };
}

/** It hinders no release, but somebody may want to know. */
export function note(what: string): Finding {
  return well(`note: ${what}`);
}

/** One line for a person. */
export function findingLine({ what, well, todo }: Finding): string {
  return `${well ? '✓' : '✗'} ${what}${todo === null ? '' : `\n    ${todo}`}`;
}

/** All lines, what is to be mended first, then what is to be known, under one that sums up. */
export function reportLines(findings: readonly Finding[]): readonly string[] {
  const ills = findings.filter((one) => !one.well);
  const rank = ({ well, what }: Finding) => (!well ? 0 : what.startsWith('note: ') ? 1 : 2);
  const things = (n: number) => (n === 1 ? '1 thing' : `${n} things`);
  const wells = things(findings.length - ills.length);
  return [
    ills.length === 0
      ? `Nothing stands in the way of a release: ${wells} looked at.`
      : `${things(ills.length)} to mend before a release; ${wells} as it should be.`,
    ...findings.toSorted((a, b) => rank(a) - rank(b)).map(findingLine),
  ];
}
