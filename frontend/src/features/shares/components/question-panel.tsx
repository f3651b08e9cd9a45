import { useLingui } from '@lingui/react/macro';
import { RefreshCw } from 'lucide-react';

type Props = { questions: string[]; at: number; language?: string; onNext: (at: number) => void };

/** One question to answer: an empty field is hard, a question is not. */
export function QuestionPanel({ questions, at, language, onNext }: Props) {
  const { t } = useLingui();
  const place = at % Math.max(1, questions.length);
  const question = questions[place];
  if (!question) return null;
  return (
    <div className="flex items-start gap-2 rounded-md bg-brand-soft py-2 pr-2 pl-4 text-on-brand-soft">
      <p aria-live="polite" className="flex-1 self-center py-1 text-lg leading-snug font-semibold" lang={language}>
        {question}
      </p>
      {questions.length > 1 && (
        <button
          type="button"
          title={t`Another question`}
          aria-label={t`Another question`}
          onClick={() => onNext((place + 1) % questions.length)}
          className="grid size-11 shrink-0 place-items-center rounded-md hover:bg-surface"
        >
          <RefreshCw aria-hidden size={20} />
        </button>
      )}
    </div>
  );
}
