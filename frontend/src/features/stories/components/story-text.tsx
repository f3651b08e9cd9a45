/** A story as its readers meet it: why it matters first, then what one can say about it, then the whole of it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ChevronRight, ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { StoryText as Text } from '../../../api/types';
import { Markdown } from '../../../components/ui/markdown';

function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  const { i18n } = useLingui();
  return (
    <section>
      <h2 className="mb-2" lang={i18n.locale}>
        {title}
      </h2>
      {children}
    </section>
  );
}

function Lines({ lines }: { lines: string[] }) {
  return (
    <ul className="grid gap-2">
      {lines.map((line) => (
        <li key={line} className="flex gap-3">
          <span aria-hidden="true" className="mt-2.5 size-1.5 shrink-0 rounded-full bg-brand" />
          <span>{line}</span>
        </li>
      ))}
    </ul>
  );
}

/** Each question opens the composer with that question on top. */
function Questions({ storyId, questions }: { storyId: string; questions: string[] }) {
  return (
    <ul className="grid gap-2">
      {questions.map((question, at) => (
        <li key={question}>
          <Link
            to="/stories/$storyId/share"
            params={{ storyId }}
            search={{ question: at }}
            className="card flex min-h-12 items-center gap-3 px-4 py-3 hover:border-brand"
          >
            <span className="flex-1">{question}</span>
            <ChevronRight aria-hidden size={20} className="shrink-0 text-muted" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The one sentence that every story must carry, set as its lead. */
export function StoryWhy({ text }: { text: Text }) {
  const { i18n } = useLingui();
  return (
    <div className="border-l-4 border-brand pl-4" lang={text.language}>
      <p className="text-sm font-semibold text-brand" lang={i18n.locale}>
        <Trans>Why it matters</Trans>
      </p>
      <p className="max-w-[38ch] text-xl leading-snug">{text.why}</p>
    </div>
  );
}

type Props = { text: Text; storyId: string; url: string | null; canShare: boolean };

export function StoryBody({ text, storyId, url, canShare }: Props) {
  const { i18n } = useLingui();
  return (
    <div className="grid max-w-[44rem] gap-8" lang={text.language}>
      {canShare && text.questions.length > 0 && (
        <Section title={<Trans>Start from a question</Trans>}>
          <Questions storyId={storyId} questions={text.questions} />
        </Section>
      )}
      {text.facts.length > 0 && (
        <Section title={<Trans>Facts you can use</Trans>}>
          <Lines lines={text.facts} />
        </Section>
      )}
      {text.angles.length > 0 && (
        <Section title={<Trans>Ways to tell it</Trans>}>
          <Lines lines={text.angles} />
        </Section>
      )}
      {text.body.trim() && (
        <Section title={<Trans>The whole story</Trans>}>
          <Markdown text={text.body} />
        </Section>
      )}
      {url && (
        <p lang={i18n.locale}>
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            className="link inline-flex min-h-11 items-center gap-2 break-all"
          >
            <ExternalLink aria-hidden size={18} className="shrink-0" />
            <Trans>Read it at {new URL(url).hostname}</Trans>
          </a>
        </p>
      )}
    </div>
  );
}
