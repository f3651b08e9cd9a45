import { useEffect, useRef } from 'react';
import type { Profile } from '../../api/types';

/** Chooses each profile that is added while the composer is open: that is why it was added. */
export function useNewcomers(profiles: Profile[], choose: (profileId: string) => void): void {
  const known = useRef(new Set(profiles.map((one) => one.id)));
  useEffect(() => {
    for (const { id } of profiles) {
      if (!known.current.has(id)) choose(id);
      known.current.add(id);
    }
  });
}
