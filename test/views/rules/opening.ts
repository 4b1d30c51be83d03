import { flatten, type Json, listIn, wordsOf } from './json.ts';

/**
 * What is wrong when the line of notifications and the message do not begin with the same sentence:
 * whoever hears one would look for the other in vain.
 */
export function openingFaults(text: string, blocks: readonly object[]): readonly string[] {
  const [first] = blocks as readonly Json[];
  const begins = first ? beginningOf(first) : '';
  return begins === '' || bare(text).startsWith(begins)
    ? []
    : [`the fallback "${text.slice(0, 80)}" does not begin with "${begins}"`];
}

/** A heading whole; of other text what stands in bold at its beginning, or its first sentence. */
function beginningOf(block: Json): string {
  switch (block['type']) {
    case 'header':
    case 'plan':
      return bare(wordsOf(block['text'] ?? block['title']));
    case 'rich_text':
      return firstSentence(
        flatten(listIn(block, 'elements')[0])
          .flatMap((one) => (one['type'] === 'text' ? [wordsOf(one)] : []))
          .join(''),
      );
    default:
      return firstSentence(wordsOf(block['text']));
  }
}

function firstSentence(words: string): string {
  // Who is called, and how it stands, is not part of the sentence.
  const said = words.replace(/^((:[a-z_]+:|<(@|!subteam\^)[^>]+>)[\s,]*)+/, '');
  const bold = /^\*([^*]+)\*/.exec(said)?.[1];
  return bare(bold ?? said.replace(/[.:]\s.*$/s, ''))
    .replace(/[.:;,]$/, '')
    .slice(0, 150);
}

function bare(text: string): string {
  return text
    .replaceAll(/<!date\^[^|]+\|([^>]+)>/g, '$1')
    .replaceAll(/[`*]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
