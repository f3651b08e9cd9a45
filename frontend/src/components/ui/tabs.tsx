/** Tabs over panels, after the ARIA pattern: arrows move, the panel follows. */
import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export type Tab = { key: string; label: ReactNode; panel: ReactNode };

type Props = { tabs: Tab[]; label: string; value?: string; onChange?: (key: string) => void };

export function Tabs({ tabs, label, value, onChange }: Props) {
  const [first] = tabs;
  if (!first) return null;
  return (
    <Base.Root
      className="min-w-0"
      value={value}
      defaultValue={value === undefined ? first.key : undefined}
      onValueChange={(key) => onChange?.(String(key))}
    >
      <Base.List aria-label={label} className="mb-3 flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.key}
            value={tab.key}
            className="flex min-h-11 shrink-0 items-center gap-2 border-b-[3px] border-transparent px-3 text-muted outline-offset-[-3px] data-[active]:border-brand data-[active]:font-bold data-[active]:text-ink"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.key} value={tab.key}>
          {tab.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
