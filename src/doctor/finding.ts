/**
 * # src/doctor
 *
 * Looks at everything a first release needs, account by account, and changes nothing.
 */

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

/** One line for a person. */
export function findingLine({ what, well, todo }: Finding): string {
  return `${well ? '✓' : '✗'} ${what}${todo === null ? '' : `\n    ${todo}`}`;
}
