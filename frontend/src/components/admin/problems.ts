/** What the refusals of the management rooms mean. */
import { msg } from '@lingui/core/macro';
import { addProblemWords } from '../../api/problem-words';

addProblemWords({
  'role-too-high': msg`You can only give roles that you have yourself.`,
  'role-needs-limits': msg`A code for this role must have few places and end soon. Fill in both.`,
  'ends-in-the-past': msg`Choose a day that is not over.`,
  'ends-before-it-starts': msg`Choose a last day after the first.`,
  domain: msg`Write one domain to a line, such as example.com, without https://.`,
});
