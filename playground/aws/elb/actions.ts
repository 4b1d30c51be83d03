import type { Actions } from '../action.ts';
import { addBalancerTags, removeBalancerTags } from './tag-actions.ts';
import {
  describeBalancerTags,
  describeTargetGroupAttributes,
  describeTargetGroups,
} from './group-actions.ts';
import { describeListeners, describeRules, modifyRule } from './rule-actions.ts';
import { deregisterTargets, describeTargetHealth, registerTargets } from './target-actions.ts';

/** What is spoken of Elastic Load Balancing. */
export const balancerActions: Actions = {
  AddTags: addBalancerTags,
  DeregisterTargets: deregisterTargets,
  DescribeListeners: describeListeners,
  DescribeRules: describeRules,
  DescribeTags: describeBalancerTags,
  DescribeTargetGroupAttributes: describeTargetGroupAttributes,
  DescribeTargetGroups: describeTargetGroups,
  DescribeTargetHealth: describeTargetHealth,
  ModifyRule: modifyRule,
  RegisterTargets: registerTargets,
  RemoveTags: removeBalancerTags,
};
