/** An organisation's one colour, made readable: lightness is moved in OKLCH until text on it, and it as text, reach 4.5:1. */

type Colour = { l: number; c: number; h: number };
type Rgb = [number, number, number];

/** The grounds that are hardest to read on: wells in light, cards in the dark. */
const GROUND = { light: '#f1eee8', dark: '#1d211e' };
/** The least contrast: in the dark more than must be, or every colour turns dull. */
const READABLE = { light: 4.5, dark: 7 };

const toLinear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const toGamma = (v: number) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);

function parseHex(hex: string): Rgb {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5)];
}

const toHex = (rgb: Rgb) =>
  `#${rgb
    .map((v) =>
      Math.round(Math.min(1, Math.max(0, v)) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** Björn Ottosson's OKLab matrices, https://bottosson.github.io/posts/oklab/ */
function toOklch(hex: string): Colour {
  const [r, g, b] = parseHex(hex).map(toLinear) as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, c: Math.hypot(a, bb), h: Math.atan2(bb, a) };
}

function fromOklch({ l, c, h }: Colour): string {
  const a = c * Math.cos(h);
  const b = c * Math.sin(h);
  const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const z = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear: Rgb = [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
  return toHex(linear.map((v) => toGamma(Math.max(0, v))) as Rgb);
}

function luminance(hex: string): number {
  const [r, g, b] = parseHex(hex).map(toLinear) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The WCAG contrast ratio of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const isHex = (value: string) => /^#[0-9a-f]{6}$/i.test(value);

function shade(hex: string, scheme: 'light' | 'dark') {
  const colour = toOklch(hex);
  const step = scheme === 'light' ? -0.01 : 0.01;
  const onBrand = scheme === 'light' ? '#ffffff' : '#0c1412';
  let brand = fromOklch(colour);
  const start = Math.min(0.97, Math.max(0.11, colour.l));
  for (let l = start; l > 0.1 && l < 0.98; l += step) {
    brand = fromOklch({ ...colour, l });
    if (Math.min(contrast(brand, GROUND[scheme]), contrast(brand, onBrand)) >= READABLE[scheme]) break;
  }
  const settled = toOklch(brand);
  const soft = { ...settled, l: scheme === 'light' ? 0.93 : 0.32, c: Math.min(settled.c, 0.035) };
  const onSoft = { ...settled, l: scheme === 'light' ? 0.33 : 0.9, c: Math.min(settled.c, 0.06) };
  return {
    brand,
    onBrand,
    strong: fromOklch({ ...settled, l: settled.l + step * 8 }),
    soft: fromOklch(soft),
    onSoft: fromOklch(onSoft),
  };
}

/** The colours of both themes for one brand colour; `adjusted` says that it was too pale to read and was darkened. */
export function deriveBrand(hex: string) {
  const light = shade(hex, 'light');
  return { light, dark: shade(hex, 'dark'), adjusted: contrast(hex, GROUND.light) < READABLE.light };
}

/** Paints the page in the organisation's colour; null or an unreadable value leaves Fortaler's own green. */
export function applyBrand(hex: string | null): void {
  const style = document.documentElement.style;
  const names = {
    '--brand': 'brand',
    '--brand-strong': 'strong',
    '--on-brand': 'onBrand',
    '--brand-soft': 'soft',
    '--on-brand-soft': 'onSoft',
  } as const;
  if (hex === null || !isHex(hex)) {
    for (const name of Object.keys(names)) style.removeProperty(name);
    return;
  }
  const { light, dark } = deriveBrand(hex);
  for (const [name, key] of Object.entries(names)) style.setProperty(name, `light-dark(${light[key]}, ${dark[key]})`);
}
