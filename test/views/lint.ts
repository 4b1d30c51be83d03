import { validateBlocks } from '../../playground/slack/blocks/validate.ts';
import type { Content } from '../../src/ports/noticeboard.ts';
import { openingFaults } from './rules/opening.ts';
import { broken, slackRules, type Surface } from './rules/slack.ts';
import { fallbackFaults, wordRules } from './rules/words.ts';

/** One fault: the rule it breaks, and where. */
type Fault = { readonly rule: string; readonly what: string };

/**
 * Everything that is wrong with a message by Slack's limits and by our own rules (ux.md, section
 * 14); empty when it is good.
 */
export function faultsOf(content: Content): readonly string[] {
  return found(content).map(({ rule, what }) => `${rule}: ${what}`);
}

/** The same for a form or a Home tab, which have no fallback and one form only. */
export function faultsOfView(
  surface: 'modal' | 'home',
  blocks: readonly object[],
): readonly string[] {
  return inForm(surface, blocks, true).map(({ rule, what }) => `${rule}: ${what}`);
}

/** The names of the rules a message breaks, each once. */
export function rulesBroken(content: Content): readonly string[] {
  return [...new Set(found(content).map(({ rule }) => rule))];
}

function found({ text, rich, classic }: Content): readonly Fault[] {
  const openings = [rich, classic].flatMap((blocks) => openingFaults(text, blocks));
  return [
    ...fallbackFaults(text).map((what) => ({ rule: 'fallback', what })),
    ...openings.slice(0, 1).map((what) => ({ rule: 'same first sentence', what })),
    ...inForm('message', rich, true),
    ...inForm('message', classic, false).map(({ rule, what }) => ({
      rule,
      what: `classic: ${what}`,
    })),
  ];
}

function inForm(surface: Surface, blocks: readonly object[], newer: boolean): readonly Fault[] {
  const checked = validateBlocks(surface, blocks, newer);
  return [
    ...broken({ ...slackRules, ...wordRules }, blocks, surface),
    ...(checked.ok ? [] : checked.faults.map((what) => ({ rule: 'slack', what }))),
  ];
}
