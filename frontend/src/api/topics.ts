/** What stories are about. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Topic } from './types';

export const TOPIC_WORDS: Record<Topic, MessageDescriptor> = {
  culture: msg`Colleagues and culture`,
  products: msg`Products and services`,
  expertise: msg`Trade and know-how`,
  projects: msg`Projects and results`,
  jobs: msg`Jobs`,
  responsibility: msg`Responsibility`,
  events: msg`Events`,
};
