/** What every screen must stand up to, at every width, in both schemes and both languages. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const SIZES = [
  { name: '320', width: 320, height: 640, scheme: 'light' },
  { name: '390 dark', width: 390, height: 844, scheme: 'dark' },
  { name: '1280', width: 1280, height: 900, scheme: 'light' },
] as const;

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** WCAG 2.2, 2.5.8: 24 px, except for links in a line of text; and the promise of 44 px for what one came to do. */
const small = () =>
  Array.from(document.querySelectorAll<HTMLElement>('a, button, input, select, textarea, summary, [role=tab]'))
    .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .filter((element) => !element.closest('p, li p, dd, .prose, [inert]') || element.matches('.btn'))
    .flatMap((element) => {
      const box = (element.closest('label') ?? element).getBoundingClientRect();
      const least = element.matches('.btn-primary') ? 44 : 24;
      const tiny = box.width <= 1 || box.height <= 1;
      return tiny || (box.width >= least && box.height >= least)
        ? []
        : [`${element.tagName} “${element.textContent ?? ''}” is ${Math.round(box.width)} × ${Math.round(box.height)}`];
    });

/** Everything that is wrong with the screen as it stands, in one line each. */
export async function faults(page: Page, screen: string): Promise<string[]> {
  const found: string[] = [];
  for (const { name, width, height, scheme } of SIZES) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme });
    const { violations } = await new AxeBuilder({ page })
      // We have no frames: run in the page itself, with no second page for each look.
      .setLegacyMode(true)
      .withTags(RULES)
      .options({ resultTypes: ['violations'] })
      .analyze();
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const complaints = [
      ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
      ...(sideways > 0 ? [`scrolls ${sideways} px sideways`] : []),
      ...(await page.evaluate(small)),
    ];
    found.push(...complaints.map((one) => `${screen}, ${name}: ${one}`));
  }
  return found;
}
