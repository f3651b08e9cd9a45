import { useEffect, useState } from 'react';

/** The time now, kept going every `ms` milliseconds while `running`. */
export function useClock(ms: number, running: boolean): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(new Date()), ms);
    return () => clearInterval(timer);
  }, [ms, running]);
  return now;
}
