/** Times and numbers as each language writes them: "kl. 16.30", "man. 23. nov.", "4.530" beside "16:30", "Mon 23 Nov", "4,530". */
import { currentLanguage } from './language';

const tag = () => (currentLanguage() === 'da' ? 'da-DK' : 'en-GB');
const at = (value: string | Date) => (value instanceof Date ? value : new Date(value));

export function formatTime(value: string | Date, zone?: string): string {
  const clock = new Intl.DateTimeFormat(tag(), { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(
    at(value),
  );
  return currentLanguage() === 'da' ? `kl. ${clock}` : clock;
}

/** "man. 23. nov."; the year is added when it is not this one. */
export function formatDay(value: string | Date, zone?: string): string {
  const date = at(value);
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
  const format: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short', year, timeZone: zone };
  return new Intl.DateTimeFormat(tag(), format).format(date).replace(',', '');
}

/** "23. nov.", for the axis of a chart. */
export const formatShortDay = (value: string | Date): string =>
  new Intl.DateTimeFormat(tag(), { day: 'numeric', month: 'short' }).format(at(value));

export const formatMoment = (value: string | Date, zone?: string): string =>
  `${formatDay(value, zone)} ${formatTime(value, zone)}`;

export const formatNumber = (value: number): string =>
  new Intl.NumberFormat(tag(), { maximumFractionDigits: 0 }).format(value);

/** "43,8 %" for 43.75. */
export const formatPercent = (value: number): string =>
  new Intl.NumberFormat(tag(), { style: 'percent', maximumFractionDigits: 1 }).format(value / 100);

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "for 2 dage siden"; under a minute is "nu". */
export function formatAgo(value: string | Date, now: Date = new Date()): string {
  const seconds = Math.round((at(value).getTime() - now.getTime()) / 1000);
  const words = new Intl.RelativeTimeFormat(tag(), { numeric: 'auto' });
  for (const [unit, size] of STEPS)
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  return words.format(0, 'second');
}

/** A wall time as it stands on the person's own clock: "ons. 25. nov. kl. 16.30". */
export const formatWall = (wall: string): string => formatMoment(`${wall.slice(0, 16)}:00Z`, 'UTC');

export const formatWallDay = (wall: string): string => formatDay(`${wall.slice(0, 16)}:00Z`, 'UTC');

export const formatWallTime = (wall: string): string => formatTime(`${wall.slice(0, 16)}:00Z`, 'UTC');
