import { type Json, listIn, ofType, sketch, wordsOf } from './json.ts';
import type { Rule } from './slack.ts';

const small = [
  'a',
  'an',
  'and',
  'as',
  'at',
  'by',
  'for',
  'from',
  'in',
  'it',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
];
const emoji = /:[a-z_]+:|\p{Extended_Pictographic}/u;
const known = [
  'hourglass_flowing_sand',
  'large_blue_circle',
  'large_green_circle',
  'white_check_mark',
  'warning',
  'double_vertical_bar',
  'leftwards_arrow_with_hook',
  'rotating_light',
  'x',
];
const markup = new RegExp(
  [
    /<!date\^\d+\^[^|<>]+\|[^|<>]+>/,
    /<!subteam\^S[A-Z0-9]+>/,
    /<@[UW][A-Z0-9]+>/,
    /<#C[A-Z0-9]+>/,
    /<https?:\/\/[^|<>\s]+\|Full diff>/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);
const oneAsMany =
  /\b1 (users|servers|batches|times|pages|checks|approvals|minutes|seconds|errors|changes)\b/;

/** How our messages read: the same in every one of them. */
export const wordRules = {
  'one styled button': (_, all) => {
    const styled = ofType(all, 'button').filter((one) => one['style'] !== undefined);
    return styled.length > 1 ? [`${styled.length} styled buttons`] : [];
  },
  'title case': (_, all) =>
    ofType(all, 'button')
      .map((one) => wordsOf(one['text']))
      .filter((label) => !inTitleCase(label))
      .map((label) => `the label "${label}"`),
  '30 characters': (_, all) =>
    ofType(all, 'button')
      .map((one) => wordsOf(one['text']))
      .filter((label) => Array.from(label).length > 30)
      .map((label) => `the label "${label}"`),
  'plain headings': (_, all) =>
    ofType(all, 'header').flatMap((one) => headingFaults(wordsOf(one['text']))),
  'plain labels': (_, all) =>
    ofType(all, 'button')
      .map((one) => wordsOf(one['text']))
      .filter((label) => emoji.test(label) || /[.!?:;,]$/.test(label))
      .map((label) => `the label "${label}"`),
  'spoken as written': (_, all) =>
    ofType(all, 'button').flatMap((one) => {
      const [label, spoken] = [wordsOf(one['text']), wordsOf(one['accessibility_label'])];
      return spoken === '' || bare(spoken).startsWith(bare(label))
        ? []
        : [`"${label}" is read as "${spoken}"`];
    }),
  'even fields': (_, all) =>
    all.flatMap((one) =>
      listIn(one, 'fields').length % 2 === 1
        ? [`${listIn(one, 'fields').length} fields: ${sketch(one)}`]
        : [],
    ),
  'buttons are commands': (_, all) => ofType(all, 'button').flatMap(buttonFaults),
  'block ids': (blocks, _, surface) =>
    surface === 'message'
      ? blocks.flatMap((block) =>
          /^.+:.+:\d+$/.test(String(block['block_id'])) ? [] : [`no good id: ${sketch(block)}`],
        )
      : [],
  markup: (_, all) => ofType(all, 'mrkdwn').flatMap((one) => markupFaults(String(one['text']))),
  emoji: (_, all) => ofType(all, 'mrkdwn').flatMap((one) => emojiFaults(String(one['text']))),
  wording: (_, all) => readable(all).flatMap(clumsy),
} satisfies Readonly<Record<string, Rule>>;

/** What is wrong with the line that notifications and screen readers get. */
export function fallbackFaults(text: string): readonly string[] {
  return [
    ...(text.trim() === '' ? ['there is none'] : []),
    ...(Array.from(text).length >= 300 ? [`it has ${Array.from(text).length} characters`] : []),
    ...(/[<>`]|(^|\s)\*\S|:[a-z_]+:/.test(text) ? [`it has markup: ${text}`] : []),
    ...(/\d:\d\d(?!.*UTC)/.test(text) ? [`it has a time without UTC: ${text}`] : []),
    ...clumsy(text),
  ];
}

/** What is heard of it: people press a button by saying what stands on it (WCAG 2.5.3). */
function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function inTitleCase(label: string): boolean {
  // A service is named as it is named.
  return label
    .replace(/^Unlock \S+$/, 'Unlock')
    .split(' ')
    .every((word, i) => /^[^a-z]/.test(word) || (i > 0 && small.includes(word)));
}

function headingFaults(text: string): readonly string[] {
  return [
    ...(/(?<! [A-Z])[.!?:;,]$/.test(text) ? [`"${text}" ends with punctuation`] : []),
    ...(emoji.test(text) ? [`"${text}" has an emoji`] : []),
    ...(/\d:\d\d/.test(text)
      ? [`"${text}" has a time, and no heading knows its reader's clock`]
      : []),
    ...(text.split(' ').length > 14 ? [`"${text}" is too long`] : []),
  ];
}

function buttonFaults(button: Json): readonly string[] {
  const id = String(button['action_id']);
  if (button['url'] !== undefined)
    return id.startsWith('link ') ? [] : [`${sketch(button)} is no link`];
  return [
    ...(/^(prerelease|release|rollback) ?[a-z-]*(#\d+)?$|^dismiss$/.test(id)
      ? []
      : [`${id} is no command`]),
    ...(button['value'] === undefined ? [`${id} has no value`] : []),
  ];
}

function markupFaults(text: string): readonly string[] {
  const outside = text.replace(markup, '');
  return [
    ...(/[<>]/.test(outside) ? [`nobody wrote this: ${outside.slice(0, 120)}`] : []),
    ...(/&(?!(amp|lt|gt);)/.test(text)
      ? [`an ampersand that is not escaped: ${text.slice(0, 120)}`]
      : []),
  ];
}

function emojiFaults(text: string): readonly string[] {
  const found = [...text.replace(markup, '').matchAll(/:([a-z_]{3,}):|(?<!\w):(x):/g)].map(
    ([, long, short]) => long ?? short ?? '',
  );
  return [
    ...(found.length > 1 ? [`${found.length} in one text: ${text.slice(0, 120)}`] : []),
    ...found.filter((one) => !known.includes(one)).map((one) => `:${one}: has no meaning here`),
  ];
}

/** Everything people read, whatever kind of text it is in. */
function readable(all: readonly Json[]): readonly string[] {
  return all.flatMap((one) =>
    [one['text'], one['title']].filter((text): text is string => typeof text === 'string'),
  );
}

function clumsy(text: string): readonly string[] {
  const outside = text.replace(markup, '@').replaceAll('region of undefined', 'region');
  return [
    ...(/\bundefined\b|\bNaN\b|\[object|\bInfinity\b/.test(outside)
      ? [`nonsense: ${text.slice(0, 120)}`]
      : []),
    ...(/\.\s*\.(\s|$)|\*\*|:\s*[.,](\s|$)/.test(outside) ||
    (!text.includes('\n') && /\S {2,}\S/.test(outside))
      ? [`clumsy: ${text.slice(0, 160)}`]
      : []),
    ...(/\bsorry\b|\boops\b|\bplease\b|!(\s|$)/i.test(outside)
      ? [`not our voice: ${text.slice(0, 120)}`]
      : []),
    ...(oneAsMany.test(outside) ? [`one, said as many: ${text.slice(0, 120)}`] : []),
  ];
}
