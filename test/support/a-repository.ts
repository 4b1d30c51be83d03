import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A real git repository in a folder of its own, written step by step. */
export function aRepository(folder: string) {
  mkdirSync(folder, { recursive: true });
  let at = 1_790_000_000;
  const git = (args: readonly string[], by = 'Ana Novak <ana@example.com>', input?: string) => {
    const [, name = '', email = ''] = /^(.*) <(.*)>$/s.exec(by) ?? [];
    const who = {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
      GIT_AUTHOR_DATE: `${at} +0000`,
      GIT_COMMITTER_DATE: `${at} +0000`,
    };
    return execFileSync('git', ['-C', folder, ...args], {
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, GIT_CONFIG_NOSYSTEM: '1', ...who },
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(input === undefined ? {} : { input }),
    }).trim();
  };
  const write = (files: Readonly<Record<string, string | null>>) => {
    for (const [path, text] of Object.entries(files)) {
      const file = join(folder, path);
      if (text === null) rmSync(file);
      else {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
    git(['add', '--all']);
  };
  const sign = (message: string, by?: string) => {
    at += 60;
    git(
      [
        'commit',
        '--quiet',
        '--allow-empty',
        '--allow-empty-message',
        '--cleanup=verbatim',
        '--file=-',
      ],
      by,
      message,
    );
    return git(['rev-parse', 'HEAD']);
  };
  git(['init', '--quiet', '--initial-branch=main']);
  return {
    folder,
    git,
    /** Writes files (null removes one) and commits them; answers the commit. */
    commit(
      message: string,
      files: Readonly<Record<string, string | null>> = {},
      by?: string,
    ): string {
      write(files);
      return sign(message, by);
    },
    branch: (name: string, from = 'main') => git(['checkout', '--quiet', '-b', name, from]),
    checkout: (name: string) => git(['checkout', '--quiet', name]),
    /** Merges into main, with a merge of its own. */
    merge(branch: string, message: string, by?: string): string {
      git(['checkout', '--quiet', 'main']);
      at += 60;
      git(['merge', '--quiet', '--no-ff', '--no-commit', branch], by);
      return sign(message, by);
    },
    revert(commit: string): string {
      at += 60;
      git(['revert', '--no-edit', commit]);
      return git(['rev-parse', 'HEAD']);
    },
  };
}
