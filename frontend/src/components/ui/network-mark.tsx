/** A small tile for each network, drawn for Fortaler; the network's name always stands beside it in words. */
import type { ReactNode } from 'react';

const stroke = {
  fill: 'none',
  stroke: '#fff',
  strokeWidth: 2,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

const MARKS: Record<string, { name: string; tile: string; glyph: ReactNode }> = {
  mastodon: {
    name: 'Mastodon',
    tile: '#563acc',
    glyph: <path {...stroke} d="M7 16V10.500a2.500 2.500 0 0 1 5 0V14m0-3.500a2.500 2.500 0 0 1 5 0V16" />,
  },
  bluesky: {
    name: 'Bluesky',
    tile: '#0b6bd4',
    glyph: (
      <path
        fill="#fff"
        d="M12 11.500C11 9.200 8.200 6.600 6.300 6.200 5 5.900 5 7.500 5.200 9.500c.2 2.300 1 3.300 3.500 3.400-2.700.5-3 1.900-1.600 3.300 2.300 2.300 4.100.2 4.900-2 .8 2.200 2.600 4.300 4.900 2 1.400-1.400 1.100-2.800-1.600-3.300 2.500-.1 3.300-1.100 3.500-3.400.2-2 .2-3.600-1.100-3.300-1.900.4-4.700 3-5.700 5.300Z"
      />
    ),
  },
  linkedin: {
    name: 'LinkedIn',
    tile: '#0a66c2',
    glyph: (
      <>
        <circle cx="7.700" cy="7.500" r="1.500" fill="#fff" />
        <path {...stroke} d="M7.700 11v6M11.500 17v-6m0 3.200c0-4 5-4 5-.4V17" />
      </>
    ),
  },
  x: { name: 'X', tile: '#16181c', glyph: <path {...stroke} d="m7 7 10 10M17 7 7 17" /> },
  facebook: {
    name: 'Facebook',
    tile: '#1769d6',
    glyph: <path {...stroke} strokeWidth={2.4} d="M15.500 7h-1.200A2.300 2.300 0 0 0 12 9.300V19m-2.700-6.500h5.200" />,
  },
  instagram: {
    name: 'Instagram',
    tile: '#b3307c',
    glyph: (
      <>
        <rect {...stroke} x="6" y="6" width="12" height="12" rx="3.500" />
        <circle {...stroke} cx="12" cy="12" r="2.700" />
        <circle cx="15.500" cy="8.500" r="1" fill="#fff" />
      </>
    ),
  },
  threads: {
    name: 'Threads',
    tile: '#16181c',
    glyph: (
      <path
        {...stroke}
        d="M16.500 9.500C15.700 7.300 14.200 6.500 12 6.500c-3.300 0-5 2.200-5 5.500s1.700 5.500 5 5.500c2.600 0 4.300-1.300 4.300-3.200 0-3.400-6.600-3.400-6.600-.5 0 2.300 4.300 2 4.300-1.300 0-1.800-1-2.500-2.600-2.300"
      />
    ),
  },
  whatsapp: {
    name: 'WhatsApp',
    tile: '#11733f',
    glyph: (
      <>
        <path {...stroke} d="m6 18 .9-3.200A6.200 6.200 0 1 1 9.300 17L6 18Z" />
        <path {...stroke} strokeWidth={1.8} d="M10 9.800c0 2.300 1.900 4.200 4.200 4.200" />
      </>
    ),
  },
  practice: {
    name: 'Practice network',
    tile: '#8a5200',
    glyph: <path {...stroke} d="M6 15.500 15 6.500l2.500 2.500-9 9H6v-2.500Zm7.500-7.500 2.500 2.500" />,
  },
  email: {
    name: 'E-mail',
    tile: '#565a57',
    glyph: <path {...stroke} d="M5.500 7.500h13v9h-13zm0 .5 6.500 5 6.500-5" />,
  },
};

export const networkName = (key: string): string => MARKS[key]?.name ?? key;

/** `size` in pixels. */
export function NetworkMark({ network, size = 24 }: { network: string; size?: number }) {
  const mark = MARKS[network];
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" width={size} height={size} className="shrink-0">
      <rect width="24" height="24" rx="6" fill={mark?.tile ?? '#565a57'} />
      {mark?.glyph}
    </svg>
  );
}
