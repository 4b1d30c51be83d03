import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import type { Memory } from './memory.ts';
import { fault } from './refusal.ts';

const run = promisify(execFile);
const registration = z.strictObject({
  service: z.string().regex(/^[a-z][\w-]*$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  repository: z.string().min(1),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
});

/** The doors for images: register a commit, look one up, take one away. */
export async function imageDoor(
  memory: Memory,
  asked: Asked,
  id: string | undefined,
): Promise<Answered> {
  if (asked.method === 'POST' && id === undefined) return register(memory, asked);
  if (asked.method === 'GET' && id === undefined)
    return { status: 200, body: [...memory.images.values()] };
  const image = memory.images.get(id ?? '');
  if (image === undefined)
    return fault(404, 'InvalidImageID.NotFound', `The image id '${id ?? ''}' does not exist`);
  if (asked.method === 'DELETE') {
    memory.images.delete(image.id);
    memory.keep();
    memory.note('removed', image.id);
    return { status: 204, body: '' };
  }
  return { status: 200, body: image };
}

/**
 * The image is named by its commit, so the same commit is the same image, however often it is
 * registered.
 */
async function register(memory: Memory, asked: Asked): Promise<Answered> {
  const parsed = registration.safeParse(fromJson(asked.body));
  if (!parsed.success) return fault(400, 'InvalidParameterValue', z.prettifyError(parsed.error));
  const { service, version, repository, commit } = parsed.data;
  const id = `img-${commit.slice(0, 12)}`;
  const folder = join(memory.dataDir, 'images', id);
  try {
    if (!existsSync(folder)) await checkOut(repository, commit, folder);
  } catch (error) {
    return fault(400, 'InvalidParameterValue', `cannot check out ${commit}: ${String(error)}`);
  }
  linkPackages(join(memory.dataDir, 'images'));
  const known = memory.images.has(id);
  memory.images.set(id, { id, service, version, commit, folder });
  memory.keep();
  if (!known) memory.note('registered', id, { version });
  return { status: known ? 200 : 201, body: memory.images.get(id) };
}

async function checkOut(repository: string, commit: string, folder: string): Promise<void> {
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  await run(
    'git',
    [
      '--git-dir',
      join(repository, '.git'),
      '--work-tree',
      draft,
      'checkout',
      '--quiet',
      '--force',
      commit,
      '--',
      '.',
    ],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        GIT_INDEX_FILE: `${draft}.index`,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_SYSTEM: '/dev/null',
      },
    },
  );
  rmSync(`${draft}.index`, { force: true });
  await run('mv', ['-T', draft, folder]).catch(() => run('mv', [draft, folder]));
}

/** Builds run without an install: they find their one package where the playground has it. */
function linkPackages(folder: string): void {
  const here = join(folder, 'node_modules');
  if (!existsSync(here))
    symlinkSync(dirname(dirname(fileURLToPath(import.meta.resolve('ws')))), here);
}
