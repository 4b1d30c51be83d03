import { useCallback, useState } from 'preact/hooks';
import { html, type Shown } from './html.ts';

type Toast = { readonly id: number; readonly text: string };

const staysMs = 6_000;

/** Short news that leaves by itself. */
export function useToasts(): { toasts: readonly Toast[]; say: (text: string) => void } {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const say = useCallback((text: string) => {
    const toast = { id: performance.now(), text };
    setToasts((now) => [...now.slice(-2), toast]);
    setTimeout(() => setToasts((now) => now.filter((one) => one.id !== toast.id)), staysMs);
  }, []);
  return { toasts, say };
}

/** Where the short news appears; read out by screen readers. */
export function Toasts({ toasts }: { toasts: readonly Toast[] }): Shown {
  return html`<div class="toasts" role="status" aria-live="polite">
    ${toasts.map((toast) => html`<p key=${toast.id}>${toast.text}</p>`)}
  </div>`;
}
