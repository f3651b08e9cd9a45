import { Trans, useLingui } from '@lingui/react/macro';
import { RefreshCw } from 'lucide-react';
import { Button } from '../../../components/ui/button';

type Props = { questions: string[]; at: number; language?: string; onNext: (at: number) => void };

/** One question to answer: an empty field is hard, a question is not. */
export function QuestionPanel({ questions, at, language, onNext }: Props) {
  const { i18n } = useLingui();
  const place = at % Math.max(1, questions.length);
  const question = questions[place];
  if (!question) return null;
  return (
    <div className="rounded-md bg-brand-soft px-4 py-3 text-on-brand-soft">
      <p aria-live="polite" className="text-lg leading-snug font-semibold" lang={language}>
        {question}
      </p>
      {questions.length > 1 && (
        <Button
          look="quiet"
          className="-ml-2 !text-on-brand-soft"
          onClick={() => onNext((place + 1) % questions.length)}
          lang={i18n.locale}
        >
          <RefreshCw aria-hidden size={18} />
          <Trans>Another question</Trans>
        </Button>
      )}
    </div>
  );
}
