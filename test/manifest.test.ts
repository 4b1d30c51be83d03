import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { commands } from '../commands/index.ts';
import { texts } from '../src/texts/texts.ts';
import { isTree, nameOf, nodesOf } from './support/syntax.ts';
import { neededScopes, optionalScopes } from '../src/doctor/slack.ts';

const Manifest = z.object({
  features: z.object({
    shortcuts: z.array(
      z.object({
        name: z.string().max(24),
        type: z.enum(['global', 'message']),
        callback_id: z.string(),
        description: z.string().max(150),
      }),
    ),
    slash_commands: z.array(
      z.object({ command: z.string(), usage_hint: z.string(), description: z.string().max(2_000) }),
    ),
  }),
  oauth_config: z.object({
    scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
  }),
});
const manifest = Manifest.parse(parse(readFileSync('manifest.yml', 'utf8')));

/** The command of every button a view draws, as far as it is written there. */
function buttonsIn(code: string): readonly string[] {
  return nodesOf(code, 'CallExpression')
    .filter(({ callee }) => nameOf(callee) === 'button')
    .flatMap(({ arguments: given }) => (Array.isArray(given) ? [given[1]] : []))
    .flatMap((second) => (isTree(second) && second.type === 'Literal' ? [nameOf(second)] : []));
}

/** The cells of every row of a table, however wide its columns are drawn. */
function rowsIn(markdown: string): readonly (readonly string[])[] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    );
}

function verbsOf(slash: string): readonly string[] {
  return commands
    .filter((command) => command.slash === slash && command.typed && command.name.includes(' '))
    .map((command) => command.name.split(' ')[1] ?? '');
}

describe('manifest.yml', () => {
  it('has exactly the slash commands that exist', () => {
    const slashes = new Set(commands.map((command) => command.slash));
    expect(new Set(manifest.features.slash_commands.map(({ command }) => command))).toEqual(
      slashes,
    );
  });

  it.each(manifest.features.slash_commands)(
    'hints at every word of $command',
    ({ command, usage_hint }) => {
      const hinted = usage_hint
        .split('|')
        .map((word) => word.trim())
        .filter((word) => /^[a-z-]+$/.test(word) && word !== 'help');
      expect(hinted.filter((word) => word !== 'start' || command === '/release')).toEqual(
        verbsOf(command).filter((word) => word !== 'help'),
      );
    },
  );

  it('names a command behind each shortcut', () => {
    expect(manifest.features.shortcuts.map(({ type, callback_id }) => [type, callback_id])).toEqual(
      [
        ['global', 'prerelease'],
        ['message', 'release actions'],
      ],
    );
    for (const { callback_id } of manifest.features.shortcuts)
      expect(commands.some((command) => command.name === callback_id)).toBe(true);
  });

  it('asks for no more than it needs', () => {
    expect(manifest.oauth_config.scopes).toEqual({
      bot: ['commands', 'chat:write', 'app_mentions:read', 'usergroups:read', 'users:read'],
      bot_optional: [
        'users:read.email',
        'channels:history',
        'groups:history',
        'metadata.message:read',
        'channels:read',
        'reactions:write',
        'canvases:write',
      ],
    });
  });
});

/** The commands that each file under `commands/` defines, by their names. */
const defined = readdirSync('commands', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) =>
    [...readFileSync(`commands/${file}`, 'utf8').matchAll(/\bdefineCommand\(\s*'([^']+)'/g)].map(
      ([, name = '']) => ({ file, name }),
    ),
  );
describe('the doctor', () => {
  it('looks for exactly the scopes the app asks for', () => {
    const { bot, bot_optional } = manifest.oauth_config.scopes;
    expect(neededScopes).toEqual(bot);
    expect(optionalScopes.flatMap(({ scopes }) => scopes).toSorted()).toEqual(
      bot_optional.toSorted(),
    );
  });
});

describe('commands/', () => {
  it('are all in the list, once', () => {
    expect(commands.map(({ name }) => name).toSorted()).toEqual(
      defined.map(({ name }) => name).toSorted(),
    );
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  });

  it.each(defined)('$name stands in a file that is called so', ({ file, name }) => {
    expect(file.replace(/\.ts$/, '').replaceAll(/[/\\]/g, '-')).toBe(name.replaceAll(' ', '-'));
  });

  it('have all the help there is', () => {
    expect(Object.keys(texts.help).toSorted()).toEqual(commands.map(({ name }) => name).toSorted());
  });

  it('show an example of themselves', () => {
    for (const command of commands) {
      for (const example of command.examples)
        expect(example.startsWith(`/${command.name}`)).toBe(true);
    }
  });

  it('are the words of every button that is drawn', () => {
    const drawn = readdirSync('src/views', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => buttonsIn(readFileSync(`src/views/${file}`, 'utf8')));
    expect(drawn.length).toBeGreaterThan(5);
    expect(
      drawn.filter(
        (name) => name !== 'dismiss' && !commands.some((command) => command.name === name),
      ),
    ).toEqual([]);
    // A variable is not known here; the word itself is, wherever it stands.
    expect(
      buttonsIn("button(choice, command, id); button(\n  choice,\n  'release undo',\n)"),
    ).toEqual(['release undo']);
  });
});

describe('the code', () => {
  it('speaks of no command that does not exist', () => {
    const files = ['src', 'commands'].flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${room}/${file}`),
    );
    const named = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/'((?:pre)?release [a-z-]+(?: [a-z-]+)?)'/g)].map(
        ([, name = '']) => ({ file, name }),
      ),
    );
    expect(named.length).toBeGreaterThan(60);
    expect(
      named.filter(
        ({ name }) =>
          !commands.some((command) => command.name === name || command.alsoCalled.includes(name)),
      ),
    ).toEqual([]);
  });
});

describe('documents', () => {
  const papers = [
    'README.md',
    'CONTRIBUTING.md',
    'ARCHITECTURE.md',
    'SECURITY.md',
    'davy.example.yml',
    ...readdirSync('docs').flatMap((file) => (file.endsWith('.md') ? [`docs/${file}`] : [])),
  ];

  it('name only commands that exist', () => {
    const said = papers.flatMap((path) =>
      [
        ...readFileSync(path, 'utf8').matchAll(
          /(?<![\w/.-])\/(prerelease|release|rollback)(?: ([a-z-]+))?(?![\w/.-])/g,
        ),
      ].map(([, slash = '', word]) => ({ path, slash, word })),
    );
    expect(said.length).toBeGreaterThan(30);
    const verbs = new Set(commands.flatMap(({ name, alsoCalled }) => [name, ...alsoCalled]));
    expect(
      said.filter(
        ({ slash, word }) =>
          word !== undefined && slash === 'release' && !verbs.has(`${slash} ${word}`),
      ),
    ).toEqual([]);
  });
});

describe('README.md', () => {
  it('has one row for every command people type, with its summary', () => {
    const rows = rowsIn(readFileSync('README.md', 'utf8')).flatMap(([usage = '', summary]) =>
      /^`\/.*`$/.test(usage) ? [{ usage: usage.slice(1, -1), summary }] : [],
    );
    const typed = commands
      .filter((command) => command.typed)
      .map((command) => ({
        usage: `/${command.name} ${command.usage}`.trim(),
        summary: command.summary,
      }));
    expect(rows).toEqual(typed);
  });
});
