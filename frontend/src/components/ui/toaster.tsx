import { Toast } from '@base-ui/react/toast';
import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { subscribeToToasts, takeToasts } from './toast-queue';

const SHOWN_MS = 6_000;

function List() {
  const { toasts, add } = Toast.useToastManager();
  const { t } = useLingui();
  useEffect(() => {
    const show = () => {
      for (const { words, act, lasting } of takeToasts())
        add({
          title: words,
          timeout: lasting ? 0 : SHOWN_MS,
          actionProps: act ? { children: act.label, onClick: act.run } : undefined,
        });
    };
    show();
    return subscribeToToasts(show);
  }, [add]);
  return toasts.map((one) => (
    <Toast.Root
      key={one.id}
      toast={one}
      className="flex items-center gap-2 rounded-md bg-ink py-1 pr-1 pl-4 text-paper shadow-[0_8px_32px_rgb(0_0_0/.18)] transition duration-200 data-[ending-style]:opacity-0 data-[starting-style]:translate-y-3 data-[starting-style]:opacity-0"
    >
      <Toast.Title className="flex-1 py-2" />
      {one.actionProps && <Toast.Action className="min-h-11 px-2 font-bold underline underline-offset-4" />}
      <Toast.Close aria-label={t`Close`} className="grid size-11 shrink-0 place-items-center rounded-md">
        <X aria-hidden size={20} />
      </Toast.Close>
    </Toast.Root>
  ));
}

export default function Toaster() {
  const { t } = useLingui();
  return (
    <Toast.Provider>
      <Toast.Portal>
        <Toast.Viewport
          aria-label={t`Messages`}
          className="fixed inset-x-3 bottom-[calc(7rem+env(safe-area-inset-bottom))] z-50 grid gap-2 sm:left-auto sm:w-[26rem] lg:right-6 lg:bottom-6"
        >
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
