import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { findPackageJSON, stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { type Asked, sendJson, sendText } from './request.ts';
import type { World } from './world.ts';

const here = import.meta.dirname;
const pageDir = join(here, '..', 'page');

const packages: Readonly<Record<string, string>> = {
  preact: 'dist/preact.mjs',
  'preact/hooks': 'hooks/dist/hooks.mjs',
  htm: 'dist/htm.module.js',
};

/**
 * Serves the page: its own files with the types taken off, and the two packages it needs; nothing
 * from the network.
 */
export function servePage(world: World, asked: Asked): void {
  const path = asked.path.join('/');
  if (asked.method !== 'GET') return notFound(asked);
  if (path === '_page/workspace') return sendJson(asked, 200, about(world));
  if (path.startsWith('_page/')) return sendFile(asked, pageDir, path.slice('_page/'.length));
  if (path.startsWith('slack/')) return sendFile(asked, here, path.slice('slack/'.length));
  if (path.startsWith('_packages/')) return sendPackage(asked, path.slice('_packages/'.length));
  if (path === '' || path.startsWith('archives/')) return sendFile(asked, pageDir, 'index.html');
  return notFound(asked);
}

function about(world: World): unknown {
  const { commands, shortcuts, events } = world.installed;
  return {
    workspace: world.workspace,
    commands,
    shortcuts,
    guide: world.switches.guide,
    hasHome: events === undefined || events.includes('app_home_opened'),
  };
}

function sendFile(asked: Asked, folder: string, name: string): void {
  const known = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) =>
    file.replaceAll('\\', '/'),
  );
  if (!known.includes(name)) return notFound(asked);
  const text = readFileSync(join(folder, name), 'utf8');
  if (name.endsWith('.ts'))
    return sendText(asked, 200, stripTypeScriptTypes(text), {
      'content-type': 'text/javascript; charset=utf-8',
    });
  const type = name.endsWith('.html')
    ? 'text/html'
    : name.endsWith('.css')
      ? 'text/css'
      : name.endsWith('.svg')
        ? 'image/svg+xml'
        : 'text/plain';
  sendText(asked, 200, text, { 'content-type': `${type}; charset=utf-8` });
}

function sendPackage(asked: Asked, name: string): void {
  const file = packages[name];
  const [root = ''] = name.split('/');
  const manifest = file === undefined ? undefined : packageDir(root);
  const path = manifest === undefined || file === undefined ? undefined : join(manifest, file);
  if (path === undefined || !existsSync(path)) return notFound(asked);
  sendText(asked, 200, readFileSync(path, 'utf8'), {
    'content-type': 'text/javascript; charset=utf-8',
  });
}

const packageDir = (name: string) => {
  const manifest = findPackageJSON(name, import.meta.url);
  return manifest === undefined ? undefined : dirname(manifest);
};

function notFound(asked: Asked): void {
  sendText(asked, 404, 'Not found');
}
