import { useLingui } from '@lingui/react';
import { CircleAlert, Info, Lightbulb, TriangleAlert } from 'lucide-react';
import type { Issue } from '../../../api/types';
import { SAID_ELSEWHERE } from '../frame';
import { issueWords } from '../issue-words';

const LOOKS = {
  error: { icon: CircleAlert, colour: 'text-danger font-semibold' },
  warning: { icon: TriangleAlert, colour: 'text-warn' },
  advice: { icon: Lightbulb, colour: 'text-info' },
  fact: { icon: Info, colour: 'text-sm text-muted' },
};

/** How the network is, rather than anything about the words: nothing to do about it. */
const FACTS = new Set([
  'always-public',
  'card-hidden-by-pictures',
  'card-picture-too-large',
  'has-to-be-pasted',
  'link-not-clickable',
  'no-content-warnings',
  'picture-cropped',
  'picture-left-out',
]);

/** Remarks on the post, with the reason, never rewriting anything by themselves. */
export function IssueList({ issues }: { issues: Issue[] }) {
  useLingui(); // drawn again when the language changes
  const shown = issues.filter((issue) => !SAID_ELSEWHERE.has(issue.type));
  return (
    <ul className="grid gap-1.5 empty:hidden">
      {shown.map((issue) => {
        const { icon: Icon, colour } =
          LOOKS[issue.severity !== 'error' && FACTS.has(issue.type) ? 'fact' : issue.severity];
        return (
          <li key={issue.type + issue.field} className={`flex gap-2 ${colour}`}>
            <Icon aria-hidden size={18} className="mt-0.5 shrink-0" />
            <span>{issueWords(issue)}</span>
          </li>
        );
      })}
    </ul>
  );
}
