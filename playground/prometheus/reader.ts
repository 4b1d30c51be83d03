import { lex, parseError, type Token } from './lexer.ts';
import type { ParseError } from './syntax.ts';

/** Walks over the words of one query. */
export type Reader = {
  readonly peek: () => Token;
  readonly take: () => Token;
  readonly accept: (text: string) => boolean;
  readonly expect: (text: string) => void;
  readonly fail: (at: Token, why: string) => ParseError;
  readonly unexpected: (token: Token) => ParseError;
};

/** A reader at the first word of a query. */
export function readerOf(query: string): Reader {
  const tokens = lex(query);
  const end: Token = { kind: 'end', text: '', at: query.length };
  let at = 0;
  const peek = () => tokens[at] ?? end;
  const fail = (token: Token, why: string) => parseError(query, token.at, why);
  const unexpected = (token: Token) =>
    fail(
      token,
      token.kind === 'end'
        ? 'unexpected end of input'
        : `unexpected ${token.kind} "${token.text.replaceAll('"', '\\"')}"`,
    );
  const take = () => {
    const token = peek();
    at += 1;
    return token;
  };
  const accept = (text: string) => {
    const found = peek().kind !== 'string' && peek().text === text;
    if (found) at += 1;
    return found;
  };
  const expect = (text: string) => {
    if (!accept(text)) throw unexpected(peek());
  };
  return { peek, take, accept, expect, fail, unexpected };
}
