import { isLike } from './like.ts';

type Context = Readonly<Record<string, readonly string[]>>;
type Test = (value: string, wanted: string) => boolean;

const tests: Readonly<Record<string, Test>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringEqualsIgnoreCase: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  StringLike: isLike,
  ArnEquals: isLike,
  ArnLike: isLike,
  Bool: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  NumericEquals: (value, wanted) => Number(value) === Number(wanted),
  NumericLessThan: (value, wanted) => Number(value) < Number(wanted),
  NumericLessThanEquals: (value, wanted) => Number(value) <= Number(wanted),
  NumericGreaterThan: (value, wanted) => Number(value) > Number(wanted),
  NumericGreaterThanEquals: (value, wanted) => Number(value) >= Number(wanted),
};

const negated: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

/**
 * Whether a condition of a policy holds. A key that the request does not carry fails every test
 * but the negated ones, those that end in `IfExists`, and `Null`.
 */
export function holds(
  written: string,
  key: string,
  wanted: readonly string[],
  context: Context,
): boolean {
  const values = valuesOf(context, key);
  if (written === 'Null')
    return wanted.some((one) => (one.toLowerCase() === 'true') === (values === undefined));
  const [, all, whole = ''] = /^(?:(ForAllValues|ForAnyValue):)?(\w+)$/.exec(written) ?? [];
  const ifExists = whole.endsWith('IfExists');
  const name = ifExists ? whole.slice(0, -'IfExists'.length) : whole;
  const positive = negated[name];
  const test = tests[positive ?? name];
  if (test === undefined) throw new Error(`no policy knows the condition ${written}`);
  const one = (value: string) =>
    wanted.some((want) => test(value, want)) === (positive === undefined);
  if (values === undefined || values.length === 0)
    return ifExists || all === 'ForAllValues' || (positive !== undefined && all === undefined);
  return all === 'ForAllValues' ? values.every(one) : values.some(one);
}

/** Names of condition keys are read without regard to case, what stands after `/` with it. */
function valuesOf(context: Context, key: string): readonly string[] | undefined {
  const same = (name: string) => {
    const [a = '', ...as] = name.split('/');
    const [b = '', ...bs] = key.split('/');
    return a.toLowerCase() === b.toLowerCase() && as.join('/') === bs.join('/');
  };
  const found = Object.keys(context).find(same);
  return found === undefined ? undefined : context[found];
}
