import type { ReactNode } from 'react';

/** What will be here, why it is empty, and one thing to do. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="card grid justify-items-start gap-2 p-5 sm:p-7">
      <h2>{title}</h2>
      {children && <div className="max-w-[60ch] text-muted">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
