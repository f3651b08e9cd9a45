import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Outcomes } from '../../../api/types';

const ROW = 'flex min-h-12 items-center gap-3 px-4 py-2';

function Row({ to, children }: { to: '/admin/people' | '/admin/stories'; children: ReactNode }) {
  return (
    <li>
      <Link to={to} className={`${ROW} hover:bg-sunken`}>
        <span className="flex-1">{children}</span>
        <ChevronRight aria-hidden size={20} className="text-muted" />
      </Link>
    </li>
  );
}

/** What someone has to look at today; nothing is shown when nothing waits. */
export function Waiting({ waiting }: { waiting: Outcomes['waiting'] }) {
  const { applications, drafts, unknown_posts } = waiting;
  const unknown = unknown_posts ?? 0;
  if (applications + drafts + unknown === 0) return null;
  return (
    <section>
      <h2 className="mb-2">
        <Trans>Waits for you</Trans>
      </h2>
      <ul className="card divide-y divide-line overflow-hidden">
        {applications > 0 && (
          <Row to="/admin/people">
            <Plural value={applications} one="# person has applied" other="# people have applied" />
          </Row>
        )}
        {drafts > 0 && (
          <Row to="/admin/stories">
            <Plural value={drafts} one="# story is not published yet" other="# stories are not published yet" />
          </Row>
        )}
        {unknown > 0 && (
          <li className={ROW}>
            <span>
              <Plural
                value={unknown}
                one="# post has an uncertain outcome. We are looking into it, and ask its author if need be."
                other="# posts have an uncertain outcome. We are looking into it, and ask their authors if need be."
              />
            </span>
          </li>
        )}
      </ul>
    </section>
  );
}
