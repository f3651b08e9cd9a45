import { useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { toast } from '../components/ui/toast';
import { registerServiceWorker } from '../lib/service-worker';

let asked = false;

/** Registers the service worker once, and offers a new version when one is ready: never in the middle of a sentence. */
export function UpdateOffer() {
  const { t } = useLingui();
  useEffect(() => {
    if (asked) return;
    asked = true;
    void registerServiceWorker((takeIt) =>
      toast(t`A new version is ready.`, { lasting: true, act: { label: t`Update`, run: takeIt } }),
    );
  }, [t]);
  return null;
}
