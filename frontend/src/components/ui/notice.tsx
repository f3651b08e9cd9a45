/** Something the person should know before going on, in place and in plain words. */
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const LOOKS = {
  info: { icon: Info, box: 'border-line bg-surface', mark: 'text-info' },
  good: { icon: CircleCheck, box: 'border-transparent bg-brand-soft text-on-brand-soft', mark: '' },
  warn: { icon: TriangleAlert, box: 'border-transparent bg-warn-soft', mark: 'text-warn' },
  bad: { icon: CircleAlert, box: 'border-transparent bg-danger-soft', mark: 'text-danger' },
};

type Props = { look?: keyof typeof LOOKS; title?: ReactNode; children?: ReactNode; alert?: boolean };

export function Notice({ look = 'info', title, children, alert = false }: Props) {
  const { icon: Icon, box, mark } = LOOKS[look];
  return (
    <div role={alert ? 'alert' : undefined} className={`flex gap-3 rounded-md border p-4 ${box}`}>
      <Icon aria-hidden size={22} className={`mt-0.5 shrink-0 ${mark}`} />
      <div className="grid min-w-0 flex-1 gap-2">
        {title && <p className="font-bold">{title}</p>}
        {children}
      </div>
    </div>
  );
}
