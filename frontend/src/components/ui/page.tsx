/** A page's heading: names the browser tab, and takes the focus when a route opens. */
import { Link, type LinkProps } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';

type HeadingProps = { title: string; children?: ReactNode; lead?: ReactNode; className?: string };

/** `title` names the tab; `children`, if given, is what the heading shows instead. */
export function PageHeading({ title, lead, children, className = '' }: HeadingProps) {
  useEffect(() => {
    document.title = `${title} – Fortaler`;
  }, [title]);
  return (
    <div className={`mb-5 ${className}`}>
      <h1 tabIndex={-1} className="outline-none">
        {children ?? title}
      </h1>
      {lead && <p className="mt-1 max-w-[60ch] text-muted">{lead}</p>}
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
