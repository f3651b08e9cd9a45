/** Small things this device remembers. Private windows and full disks may refuse: then nothing is remembered. */

export function recall<Value>(key: string): Value | null {
  try {
    const kept = localStorage.getItem(key);
    return kept === null ? null : (JSON.parse(kept) as Value);
  } catch {
    return null;
  }
}

/** True when the device kept it. */
export function remember(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // What could not be stored need not be removed.
  }
}
