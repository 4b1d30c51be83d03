import type { Care } from '../../../changes/changelog.ts';

/** How each was written down since ever: comparisons of every version hold these words. */
const plain = {
  breaking: 'breaking',
  configuration: 'configuration',
  'feature-flag': 'feature flag',
  'removed-endpoint': 'removed endpoint',
  untested: 'no test changed',
} as const;

/** What a stored comparison holds for a reason to take care. */
export function storedCare(care: Care): string {
  switch (care.kind) {
    case 'migrations': {
      const migrations = `${care.count} migration${care.count === 1 ? '' : 's'}`;
      return care.reversible ? `${migrations}, reversible` : migrations;
    }
    case 'lines':
    case 'files':
      return `${care.count.toLocaleString('en-US')} ${care.kind}`;
    case 'worded':
      return care.text;
    default:
      return plain[care.kind];
  }
}

/** The same back; what no version of Davy wrote stays as it is worded. */
export function readCare(text: string): Care {
  const kind = plainKinds.find((one) => plain[one] === text);
  if (kind !== undefined) return { kind };
  const [, migrations, reversible] = /^(\d{1,6}) migrations?(, reversible)?$/.exec(text) ?? [];
  if (migrations !== undefined)
    return { kind: 'migrations', count: Number(migrations), reversible: reversible !== undefined };
  const [, count = '', size] = /^(\d[\d,]{0,12}) (lines|files)$/.exec(text) ?? [];
  return size === 'lines' || size === 'files'
    ? { kind: size, count: Number(count.replaceAll(',', '')) }
    : { kind: 'worded', text };
}

const plainKinds = [
  'breaking',
  'configuration',
  'feature-flag',
  'removed-endpoint',
  'untested',
] as const satisfies readonly (keyof typeof plain)[];
