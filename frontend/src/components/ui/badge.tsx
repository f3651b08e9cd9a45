import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'sun';

const TONES: Record<Tone, string> = {
  plain: 'bg-sunken text-ink',
  good: 'bg-brand-soft text-on-brand-soft',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-danger-soft text-danger',
  sun: 'bg-sun text-on-sun',
};

/** A short state in words; the colour and the icon only repeat it. */
export function Badge({
  tone = 'plain',
  icon: Icon,
  children,
}: {
  tone?: Tone;
  icon?: LucideIcon;
  children: ReactNode;
}) {
  return (
    <span className={`inline-flex items-center gap-1.5 rounded-sm px-2 py-0.5 text-sm font-semibold ${TONES[tone]}`}>
      {Icon && <Icon aria-hidden size={16} className="shrink-0" />}
      {children}
    </span>
  );
}
