/** What the refusals of the management rooms mean. */
import { msg } from '@lingui/core/macro';
import { addProblemWords } from '../../api/problem-words';

addProblemWords({
  'role-too-high': msg`You can only give roles that you have yourself.`,
  'role-needs-limits': msg`A code for this role must have few places and end soon. Fill in both.`,
  'ends-in-the-past': msg`Choose a day that is not over.`,
  'ends-before-it-starts': msg`Choose a last day after the first.`,
  domain: msg`Write one domain to a line, such as example.com, without https://.`,
  'ends-too-early': msg`Choose an end after the beginning, and after now.`,
  'story-not-ready': msg`Something is missing before others can see it.`,
  'title-missing': msg`Write a title`,
  'why-missing': msg`Write why it matters`,
  'alt-missing': msg`Say what the picture shows, or leave it out`,
  'network-takes-no-app': msg`This network needs no app of your own.`,
  'app-not-found': msg`There is no app at this network any more. Enter it again.`,
  'app-incomplete': msg`Copy the app’s secret as well`,
  'app-mode-unknown': msg`Choose one of the kinds of access`,
  'app-has-no-costs': msg`This network charges nothing, so leave the limit empty`,
  'picture-unknown': msg`The picture is not here any more. Choose it again.`,
});
