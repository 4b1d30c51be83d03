import {
  fullNameOf,
  isTree,
  lineOf,
  nameOf,
  type Place,
  type Tree,
  treeOf,
  walk,
} from './syntax.ts';

/** A text in the code that somebody could read, where it stands, and what is called with it. */
export type Spoken = {
  readonly line: number;
  readonly text: string;
  /** The calls it is an argument of, innermost first. */
  readonly calls: readonly string[];
};

/** Values of these keys are names of Slack's or of Davy's own, never words. */
const named = new Set([
  'type',
  'kind',
  'subject',
  'lane',
  'place',
  'side',
  'style',
  'status',
  'action_id',
  'block_id',
  'lines',
]);

/** Functions of the views, and which of their arguments are ids, commands, kinds or signs. */
const naming: Readonly<Record<string, readonly number[]>> = {
  id: [0],
  idsOf: [0, 1],
  actions: [0],
  list: [0, 1],
  signed: [0],
  button: [1, 2],
  press: [1, 2],
  link: [1],
  actButtons: [2, 3],
  mayPress: [0],
  value: [0],
  workOf: [2],
  says: [0],
  startsWith: [0],
  endsWith: [0],
  includes: [0],
  split: [0],
  replace: [0],
  replaceAll: [0],
};

/** Whatever hands a value on without looking at it. */
const passing: Readonly<Record<string, readonly string[]>> = {
  ConditionalExpression: ['consequent', 'alternate'],
  LogicalExpression: ['left', 'right'],
  TSAsExpression: ['expression'],
  TSSatisfiesExpression: ['expression'],
  ParenthesizedExpression: ['expression'],
  ArrayExpression: ['elements'],
  SpreadElement: ['argument'],
  TemplateLiteral: ['expressions'],
};

/**
 * Every text of a file that is not in a place where only names can stand: what is left is read by
 * people. A rule of places and not of words: no list of allowed texts has to be kept, and a single
 * word is found like a sentence.
 */
export function spokenIn(code: string): readonly Spoken[] {
  const found: Spoken[] = [];
  walk(treeOf(code), (node, places) => {
    // Types name kinds and are gone when the program runs.
    if (node.type.startsWith('TS') && !(node.type in passing)) return false;
    for (const text of textsOf(node))
      if (isRead(text) && !isName(places, code))
        found.push({ line: lineOf(code, node), text, calls: callsAround(places) });
    return true;
  });
  return found;
}

function callsAround(places: readonly Place[]): readonly string[] {
  return places
    .filter(({ parent, key }) => key === 'arguments' && /^(Call|New)Expression$/.test(parent.type))
    .map(({ parent }) => fullNameOf(parent.callee));
}

function textsOf(node: Tree): readonly string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis)) return [];
  return [
    (node.quasis as readonly { readonly value: { readonly cooked: string } }[])
      .map(({ value }) => value.cooked)
      .join('…'),
  ];
}

/**
 * Signs such as `:x:`, what Slack wants around a mention, and escapes hold letters that nobody
 * reads; so does an address, whose parts no blank joins.
 */
function isRead(text: string): boolean {
  if (/^([a-z]+|…)([-:@/#]([a-z]+|…))+$/.test(text) && text.includes('…')) return false;
  return /[\p{Lu}\p{Ll}\p{Lo}]/u.test(text.replaceAll(/:[a-z_]+:|<!subteam\^|&[a-z]+;|\[U\+/g, ''));
}

/** Climbs to the place the value ends up in, and asks whether only names stand there. */
function isName(places: readonly Place[], code: string): boolean {
  const at = places.findIndex(({ parent, key }) => passing[parent.type]?.includes(key) !== true);
  const place = places[at];
  if (!place) return false;
  const { parent, key, index } = place;
  switch (parent.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return key === 'source';
    case 'BinaryExpression':
      return parent.operator !== '+';
    case 'SwitchCase':
      return key === 'test';
    case 'Property':
      return key === 'key' || named.has(nameOf(parent.key)) || isDeclared(places, code);
    case 'MemberExpression':
      return key === 'property' || nameOf(parent.property) === 'includes';
    case 'CallExpression':
      return (
        key === 'arguments' &&
        namesAt(nameOf(parent.callee)).includes(argumentOf(places, at, index))
      );
    case 'ReturnStatement':
      return returnsNames(places, code);
    default:
      return isDeclared(places, code);
  }
}

/** A call such as `at.toString()` is in no table, whatever every object has. */
function namesAt(callee: string): readonly number[] {
  return Object.hasOwn(naming, callee) ? (naming[callee] ?? []) : [];
}

/** An argument in a list is named as the list is. */
function argumentOf(places: readonly Place[], at: number, index: number): number {
  return places[at]?.key === 'arguments' ? index : -1;
}

/** A function whose written type lists every word it may return. */
function returnsNames(places: readonly Place[], code: string): boolean {
  const made = places.find(({ parent }) => parent.type.includes('Function'))?.parent.returnType;
  return isTree(made) && /^: ('[^']+'( \| )?)+$/.test(code.slice(made.start, made.end));
}

/**
 * A constant that bears a name's name, or whose written type is no string: the compiler knows each
 * word of it. In a table only the type `Record` says so of all its values.
 */
function isDeclared(places: readonly Place[], code: string): boolean {
  const at = places.findIndex(
    ({ parent, key }) =>
      !['ObjectExpression', 'Property'].includes(parent.type) &&
      passing[parent.type]?.includes(key) !== true,
  );
  const declared = places[at];
  if (declared?.parent.type !== 'VariableDeclarator' || !isTree(declared.parent.id)) return false;
  if (named.has(nameOf(declared.parent.id))) return true;
  if (!isTree(declared.parent.id.typeAnnotation)) return false;
  const type = code.slice(
    declared.parent.id.typeAnnotation.start,
    declared.parent.id.typeAnnotation.end,
  );
  const isTable = places.slice(0, at).some(({ parent }) => parent.type === 'ObjectExpression');
  return !/\bstring\b/.test(type) && (!isTable || type.startsWith(': Readonly<Record<'));
}
