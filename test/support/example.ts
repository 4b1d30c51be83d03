import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';

/** The file people copy: what the tests of the configuration begin with. */
export const example = readFileSync('davy.example.yml', 'utf8');

/** A place in davy.yml below its only service. */
type Path = readonly (string | number)[];

/** The example without one setting of its service, over however many lines it is written. */
export function exampleWithout(...paths: readonly Path[]): string {
  const document = parseDocument(example);
  for (const path of paths)
    if (!document.deleteIn(['services', 'board', ...path])) throw new Error(`no ${path.join('.')}`);
  return document.toString();
}

/** The example with another value of one setting of its service. */
export function exampleWith(path: Path, value: unknown): string {
  const document = parseDocument(example);
  const whole = ['services', 'board', ...path];
  if (!document.hasIn(whole)) throw new Error(`no ${path.join('.')}`);
  document.setIn(whole, value);
  return document.toString();
}
