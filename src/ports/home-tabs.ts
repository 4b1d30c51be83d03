import type { Content } from './noticeboard.ts';

/**
 * Slack's Home tabs: replaces what one person sees there. Whoever has left has none any more, which
 * is no fault.
 */
export type HomeTabs = (person: string, content: Content) => Promise<void>;
