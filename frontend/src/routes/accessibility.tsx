/** What is done so that everyone can take part, what is known to fall short, and how to say so. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { PageHeading } from '../components/ui/page';
import { PublicFrame } from '../components/ui/public-frame';

export function AccessibilityPage() {
  const { t } = useLingui();
  return (
    <PublicFrame>
      <PageHeading title={t`Accessibility`} lead={t`Everyone who is invited should be able to take part.`} />
      <div className="prose">
        <p>
          <Trans>
            Fortaler is built to meet WCAG 2.2 at level AA, and with it the European standard EN 301 549. Every page is
            tested by machine for each change: in Danish and English, on a small phone, in the dark, and with the
            keyboard alone.
          </Trans>
        </p>
        <h2>
          <Trans>You can</Trans>
        </h2>
        <ul>
          <li>
            <Trans>do everything with a keyboard or with a screen reader</Trans>
          </li>
          <li>
            <Trans>enlarge the text to twice its size, and the page to four times</Trans>
          </li>
          <li>
            <Trans>choose light or dark, and turn off all motion on your device</Trans>
          </li>
          <li>
            <Trans>read every chart as a table</Trans>
          </li>
        </ul>
        <h2>
          <Trans>What we know falls short</Trans>
        </h2>
        <ul>
          <li>
            <Trans>Stories, pictures and their descriptions are written by people, and may miss something.</Trans>
          </li>
          <li>
            <Trans>The networks’ own pages, where you connect or read a post, are outside our reach.</Trans>
          </li>
          <li>
            <Trans>It has been tested by machine and by its makers, not yet with people who depend on it.</Trans>
          </li>
        </ul>
        <h2>
          <Trans>Did something stand in your way?</Trans>
        </h2>
        <p>
          <Trans>
            Tell the person who runs your programme. In Denmark the Agency for Digital Government
            (Digitaliseringsstyrelsen) watches over the accessibility of public bodies, and takes complaints.
          </Trans>
        </p>
      </div>
      <p className="mt-8">
        <Link to="/" className="link inline-flex min-h-11 items-center">
          <Trans>Go to the stories</Trans>
        </Link>
      </p>
    </PublicFrame>
  );
}
