import { readFileSync } from 'node:fs';
import { type Policy, policySchema } from '../aws/iam/policy.ts';
import type { Sample } from '../sample.ts';
import { account, accountArns } from './names.ts';

const file = new URL('../../deploy/aws/policy.json', import.meta.url);

/**
 * The policy that this project ships, filled in as its guide says: here Davy may do what it may do
 * for real, and nothing else.
 */
export function policyOfDavy(sample: Sample): Policy {
  const [one = '', two = '', three = '', ...more] = accountArns.groups;
  const words: Readonly<Record<string, string>> = {
    REGION: account.region,
    ACCOUNT: account.id,
    LINE: sample,
    TEMPLATE: account.template,
    SERVER_ROLE: account.profile,
    SELECT_KEY: account.roleTag,
    SELECT_VALUE: sample,
    RULE_ARN: accountArns.rule,
    GROUP_ARN_1: one,
    GROUP_ARN_2: two,
    // Whoever names a fourth group allows it as well.
    GROUP_ARN_3: [three, ...more].join('", "'),
    WAITING_ARN: accountArns.waiting,
  };
  const shipped = readFileSync(file, 'utf8');
  const filled = shipped.replaceAll(/\b[A-Z]+(?:_[A-Z0-9]+)*\b/g, (word) => words[word] ?? word);
  return policySchema.parse(JSON.parse(filled));
}
