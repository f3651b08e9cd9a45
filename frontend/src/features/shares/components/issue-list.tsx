import { useLingui } from '@lingui/react';
import { CircleAlert, Lightbulb, TriangleAlert } from 'lucide-react';
import type { Issue } from '../../../api/types';
import { issueWords } from '../issue-words';

const LOOKS = {
  error: { icon: CircleAlert, colour: 'text-danger font-semibold' },
  warning: { icon: TriangleAlert, colour: 'text-warn' },
  advice: { icon: Lightbulb, colour: 'text-info' },
};

/** Length has a line of its own, and missing words are only said when the person tries to share. */
const SAID_ELSEWHERE = new Set(['text-too-long', 'text-missing']);

/** Remarks on the post, with the reason, never rewriting anything by themselves. */
export function IssueList({ issues }: { issues: Issue[] }) {
  useLingui(); // drawn again when the language changes
  const shown = issues.filter((issue) => !SAID_ELSEWHERE.has(issue.type));
  return (
    <ul className="grid gap-1.5 empty:hidden">
      {shown.map((issue) => {
        const { icon: Icon, colour } = LOOKS[issue.severity];
        return (
          <li key={issue.type + issue.field} className={`flex gap-2 ${colour}`}>
            <Icon aria-hidden size={18} className="mt-1 shrink-0" />
            <span>{issueWords(issue)}</span>
          </li>
        );
      })}
    </ul>
  );
}
