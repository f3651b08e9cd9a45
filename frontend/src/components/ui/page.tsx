/** A page's heading: names the browser tab, and takes the focus when a route opens. */
import { Link, type LinkProps } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';

type HeadingProps = { title: string; children?: ReactNode; lead?: ReactNode; className?: string };

/** `title` names the tab; `children`, if given, is what the heading shows instead. */
export function PageHeading({ title, lead, children, className = 'mb-5' }: HeadingProps) {
  useEffect(() => {
    document.title = `${title} – Fortaler`;
  }, [title]);
  return (
    <div className={className}>
      <h1 tabIndex={-1} className="outline-none">
        {children ?? title}
      </h1>
      {lead && <p className="mt-1 max-w-[60ch] text-muted">{lead}</p>}
    </div>
  );
}

type TaskProps = LinkProps & { title: string; lead?: ReactNode; back: string };

/** The heading of a page that is one task: small, with the way back beside it, so that the task itself is in view.
 *  `back` names where the arrow leads. */
export function TaskHeading({ title, lead, back, ...to }: TaskProps) {
  return (
    <div className="mb-4 flex items-start gap-2 lg:mb-6">
      <Link
        {...to}
        aria-label={back}
        className="-ml-2 grid size-11 shrink-0 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink"
      >
        <ArrowLeft aria-hidden size={24} />
      </Link>
      <PageHeading title={title} lead={lead} className="min-w-0 flex-1 pt-1 lg:pt-0" />
    </div>
  );
}

export function BackLink({ children, ...to }: LinkProps & { children: ReactNode }) {
  return (
    <Link {...to} className="link -ml-1 mb-1 inline-flex min-h-11 items-center gap-1.5 px-1">
      <ArrowLeft aria-hidden size={20} />
      {children}
    </Link>
  );
}
