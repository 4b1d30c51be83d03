import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Says a fault of a block the way Slack says it, with the place it stands at. */
export function slackSentence(issue: Issue, value: unknown, root = '/blocks'): string[] {
  const path = issue.path.map(String);
  const at = (more: readonly string[] = []) =>
    `[json-pointer:${[root, ...path, ...more].join('/')}]`;
  switch (issue.code) {
    case 'too_big':
      return [
        issue.origin === 'array'
          ? `no more than ${issue.maximum} items allowed ${at()}`
          : `must be less than ${tooMuch(issue.maximum)} characters ${at()}`,
      ];
    case 'too_small':
      return [
        issue.origin === 'array'
          ? `must have at least ${issue.minimum} items ${at()}`
          : `must be more than ${tooLittle(issue.minimum)} characters ${at()}`,
      ];
    case 'unrecognized_keys':
      return issue.keys.map((key) => `invalid additional property: ${key} ${at()}`);
    case 'invalid_union':
      return [`unsupported type: ${typeName(found(value, [...issue.path]))} ${at()}`];
    case 'invalid_type':
      return [
        found(value, [...issue.path]) === undefined
          ? missing(root, path)
          : `must be a valid ${issue.expected} ${at()}`,
      ];
    case 'invalid_value':
      return [
        found(value, [...issue.path]) === undefined
          ? missing(root, path)
          : `failed to match all allowed values: ${issue.values.map(String).join(', ')} ${at()}`,
      ];
    default:
      return [`${issue.message} ${at()}`];
  }
}

function missing(root: string, path: readonly string[]): string {
  return (
    `missing required field: ${path.at(-1) ?? 'blocks'} ` +
    `[json-pointer:${[root, ...path.slice(0, -1)].join('/')}]`
  );
}

const typeName = (value: unknown) => (typeof value === 'string' ? value : '(none)');
const tooMuch = (maximum: number | bigint) => Number(maximum) + 1;
const tooLittle = (minimum: number | bigint) => Number(minimum) - 1;

function found(value: unknown, path: readonly PropertyKey[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  return typeof value === 'object' && value !== null
    ? found(Reflect.get(value, key), rest)
    : undefined;
}
