/** Fortaler's own mark: a person and what they say. */
export function Mark({ size }: { size: number }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 512 512" width={size} height={size} className="shrink-0">
      <rect width="512" height="512" rx="116" fill="var(--brand)" />
      <path
        fill="var(--on-brand)"
        d="M212 104h148a64 64 0 0 1 64 64v72a64 64 0 0 1-64 64h-66l-70 62a10 10 0 0 1-17-8v-54.300a64 64 0 0 1-59-63.700v-72a64 64 0 0 1 64-64Z"
      />
      <circle cx="148" cy="372" r="52" fill="var(--sun)" />
    </svg>
  );
}
