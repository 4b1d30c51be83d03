import htm from 'htm';
import { type ComponentChildren, h } from 'preact';

/** What a component shows. */
export type Shown = ComponentChildren;

/** Markup without a build step: htm bound to Preact. */
export const html: (strings: TemplateStringsArray, ...values: unknown[]) => Shown = htm.bind(h);
