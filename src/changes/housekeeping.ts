import type { Words } from './commit-words.ts';

/** Who wrote a change; robots have names, too. */
export type Author = { readonly name: string; readonly email: string };

/** Whether a change only brings a newer dependency, as robots and people write it. */
export function isUpdate(title: string): boolean {
  return updates.some((form) => form.test(plain(title)));
}

/**
 * Whether a change only keeps house: a robot's update of a dependency, or a release that was
 * prepared. No user meets it, whatever its words promise.
 */
export function isHousekeeping({ title, type, scope }: Words, author: Author): boolean {
  const isKept = releases.some((form) => form.test(plain(title)));
  const isOfDependencies = type !== null && /^(dev-)?dep(s|endencies)(-dev)?$/i.test(scope ?? '');
  return (
    isOfDependencies ||
    (type === null && isKept) ||
    updaters.test(author.name) ||
    (isRobot(author) && isUpdate(title)) ||
    (type === null && updates.slice(1).some((form) => form.test(plain(title))))
  );
}

/** The first also fits what people write of the product, so alone it proves nothing. */
const updates = [
  /^(bump|update|upgrade|pin)\b.{0,200}\b(to|from) v?\d/i,
  /^(bump|update|upgrade|pin|refresh) (the )?((all|dev|minor|major|patch|non-major) )*dependenc/i,
  /^(bump|update|upgrade|refresh) (the )?(lock|deps\b|requirements\b)/i,
  /^update .{1,150} digest to [0-9a-f]{6,}$/i,
  /^(lock ?file maintenance|\[?pre-commit(\.ci)?\]? .{0,20}auto-?update)/i,
];

const name = String.raw`(?:(?:of|for|version)[ :]+)?(?:[\w@/.-]+[ @])?`;
const version = String.raw`v?\d+(?:\.\d+)+`;
const releases = [
  new RegExp(`^(@?[\\w/.-]+@)?${version}[\\w.+-]*$`, 'i'),
  new RegExp(`^(pre-?)?releas(e|ed|es|ing)[ :]+${name}${version}`, 'i'),
  /^releas(e|ed|ing)[ :]+(v?\d|version|candidate|notes?|branch|commit|prep)/i,
  new RegExp(`^prepar(e|ed|es|ing|ation)[ :]+(for )?(the )?(next )?${name}${version}`, 'i'),
  /^prepar(e|ed|es|ing|ation)[ :]+(for )?(the |a )?(new |next )?(release|version)\b/i,
  /^prepare (for )?(the )?next development/i,
  /^(version|set version to|bump version|tag) v?\d/i,
  /^version (bump|packages)/i,
  /^(start|begin|open|back to|post)\b.{0,30}\b(development|snapshot)\b/i,
  /^\[maven-release-plugin\]/i,
  /^(update (the )?)?(changelog|change log|release notes)\b/i,
];

/** They do nothing but update. */
const updaters =
  /^(dependabot|renovate|greenkeeper|snyk|pyup|depfu|scala[- ]steward|pre-commit-ci)\b/i;

function isRobot({ name: called, email }: Author): boolean {
  return /\[bot\]$|(^|[\s-])bot$/i.test(called) || /\[bot\]@/i.test(email);
}

/** Without the sign or the word in brackets that some put in front. */
function plain(title: string): string {
  return title.replace(/^(\[(security|release)\]|:\w+:|[^\p{L}\p{N}[:@]+)\s*/iu, '').trim();
}
