import { texts } from '../../texts/texts.ts';
import { idsOf, section } from '../blocks/blocks.ts';
import { content, type MessageContent } from '../blocks/content.ts';

const say = texts.outage;

/** Tells that nothing can be stored, or again; it asks nothing, because nothing would be kept. */
export function outageMessage(state: 'away' | 'back'): MessageContent {
  const id = idsOf('ledger', 'outage', 1);
  const [title, what] = state === 'away' ? [say.away, say.awayWhat] : [say.back, say.backWhat];
  const sign = state === 'away' ? ':rotating_light:' : ':white_check_mark:';
  return content(`${title}. ${what}`, [section(id('text'), `${sign} *${title}.* ${what}`)]);
}
