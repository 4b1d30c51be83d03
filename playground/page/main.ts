import { render } from 'preact';
import { App } from './app.ts';
import { html } from './html.ts';
import { loadShared } from './store.ts';

const root = document.getElementById('app');
if (root !== null) {
  const shared = await loadShared();
  document.title = shared.workspace.name;
  root.textContent = '';
  render(html`<${App} shared=${shared} />`, root);
}
