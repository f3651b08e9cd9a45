/** A person's first letters on a quiet ground. */
const initials = (name: string) => {
  const words = name.trim().split(/\s+/);
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  return `${[...first][0] ?? ''}${[...last][0] ?? ''}`.toLocaleUpperCase();
};

export function Avatar({ name, className = '' }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={`grid size-10 shrink-0 place-items-center rounded-full bg-brand-soft text-sm font-bold text-on-brand-soft ${className}`}
    >
      {initials(name)}
    </span>
  );
}
