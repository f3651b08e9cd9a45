/** The composer: a question, one's own words inside the post as it will look, where and when, and one button. */
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { isProblem } from '../../../api/problems';
import type { Locale, NetworkInfo, Person, Profile, Share } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { ErrorSummary } from '../../../components/ui/error-summary';
import { FieldError } from '../../../components/ui/field';
import { usePlaceName } from '../../../components/ui/place';
import { Trouble } from '../../../components/ui/trouble';
import { useOnline } from '../../../hooks/use-online';
import { countFor } from '../../../lib/text';
import { type ComposerStory, checkBody } from '../compose';
import { addWords, emptyDraft, wordsFor } from '../draft';
import { lastProfiles, rememberProfiles } from '../draft-store';
import { fillFrame, isRefused, NO_FRAME } from '../frame';
import { findMistakes, type Room } from '../mistakes';
import { mostPictures, picturesOf } from '../pictures';
import { useCheck } from '../use-check';
import { type Keeping, useDraft } from '../use-draft';
import { useNewcomers } from '../use-newcomers';
import { useSending } from '../use-sending';
import { Extras } from './extras';
import { Pictures } from './pictures';
import { ProfileChips } from './profile-chips';
import { QuestionPanel } from './question-panel';
import { StoryGone } from './story-gone';
import { Suggestion } from './suggestion';
import { WhenPicker } from './when-picker';
import { WordsEditor } from './words-editor';

export type ComposerProps = {
  story: ComposerStory | null;
  questions: string[];
  /** The question to start from, when one was picked. */
  question: number | null;
  programmeId: string;
  person: Person;
  locale: Locale;
  profiles: Profile[];
  networks: NetworkInfo[];
  /** The way to add a place to share, shown while there is none. */
  addProfile: ReactNode;
  facts?: ReactNode;
  onShared: (share: Share) => void;
};

/** The last used places that still are there, else the first of all. */
function likelyProfiles(personId: string, profiles: Profile[]): string[] {
  const known = lastProfiles(personId).filter((id) => profiles.some((one) => one.id === id));
  return known.length > 0 ? known : profiles.slice(0, 1).map((one) => one.id);
}

/** What the button does: where we may not post ourselves, it only makes the post ready for the person. */
function SendWords({ byHand, later }: { byHand: boolean; later: boolean }) {
  if (later) return <Trans>Schedule</Trans>;
  if (byHand) return <Trans>Make it ready</Trans>;
  return <Trans>Share now</Trans>;
}

function KeptLine({ keeping }: { keeping: Keeping }) {
  return (
    <p role="status" className="text-sm text-muted">
      {keeping === 'kept' && <Trans>Your draft is kept on this device.</Trans>}
      {keeping === 'refused' && <Trans>This device does not keep drafts. Copy your words before you leave.</Trans>}
    </p>
  );
}

export function Composer(props: ComposerProps) {
  const { story, person, locale, profiles, networks, programmeId } = props;
  const { t } = useLingui();
  const uid = useId();
  const ids = { profiles: `${uid}-profiles`, words: `${uid}-words`, when: `${uid}-when`, address: `${uid}-address` };
  const online = useOnline();
  const nameOf = usePlaceName();
  const {
    draft: kept,
    act,
    drop,
    keeping,
  } = useDraft(person.id, story?.id ?? null, (found) => {
    const start = found ?? emptyDraft({ programmeId, profiles: [] });
    const still = start.profiles.filter((id) => profiles.some((one) => one.id === id));
    // A draft begun before there was any place to share takes the one that was connected since.
    const places = still.length > 0 ? still : likelyProfiles(person.id, profiles);
    return { ...start, profiles: places, question: props.question ?? start.question };
  });
  useNewcomers(profiles, (profileId) => act({ do: 'choose', profileId, on: true }));
  // A profile that was only noted may have no name of its own: what stands there is the person's.
  const chosen = profiles
    .filter((one) => kept.profiles.includes(one.id))
    .map((one) => ({ ...one, display_name: one.display_name || person.name }));
  const byHand = chosen.length > 0 && chosen.every((one) => one.state === 'declared');
  const draft = byHand ? { ...kept, at: null } : kept; // what the person posts is ready at once
  const body = checkBody(draft, story, chosen, locale);
  const { of: checkedFor, error: checkError } = useCheck(body);
  const [current, setCurrent] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);

  const shown = new Map<string, string>();
  const rooms = chosen.map((profile): Room => {
    const checked = checkedFor(profile.id);
    const text = fillFrame(checked?.frame ?? NO_FRAME, wordsFor(draft, profile.id));
    shown.set(profile.id, text);
    const counted = profile.network === 'mastodon' ? draft.warning.trim() + text : text;
    return {
      profile,
      name: nameOf(profile),
      used: countFor(profile.network, counted, profile.limits.url_cost),
      max: checked?.check.max ?? profile.limits.max_text,
    };
  });
  const mistakes = findMistakes(draft, rooms, person.zone, new Date(), ids);
  const errors = attempt > 0 ? mistakes : [];
  const errorAt = (id: string) => errors.find((one) => one.id === id)?.message;
  const sending = useSending({
    draft,
    act,
    body,
    zone: person.zone,
    shown,
    onSent: (share) => {
      rememberProfiles(person.id, draft.profiles);
      drop();
      props.onShared(share);
    },
  });
  const gone = [checkError, sending.error].find((error) => isProblem(error, 'story-withdrawn'));
  const submit = (event: FormEvent) => {
    // Dialogs opened from here have forms of their own, whose events React passes on to this one.
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    setAttempt(attempt + 1);
    const [refused] = rooms.filter(({ profile }) => isRefused(checkedFor(profile.id)));
    if (refused) setCurrent(refused.profile.id);
    if (mistakes.length === 0) void sending.send();
  };
  const active = rooms.find(({ profile }) => profile.id === current) ?? rooms[0];
  const caption = active && story?.captions[active.profile.network];

  return (
    <form
      noValidate
      onSubmit={submit}
      className="flex flex-col gap-x-12 gap-y-6 lg:grid lg:grid-cols-[minmax(0,1fr)_20rem]"
    >
      <div className="grid min-w-0 content-start gap-5">
        {gone && isProblem(gone) && <StoryGone reason={gone.detail} words={draft.text} />}
        <ErrorSummary errors={errors} attempt={attempt} />
        {!gone && sending.error != null && <Trouble error={sending.error} />}
        <QuestionPanel
          questions={props.questions}
          at={draft.question}
          language={story?.language}
          onNext={(question) => act({ do: 'set', values: { question } })}
        />
        {profiles.length > 0 && (
          <ProfileChips
            id={ids.profiles}
            profiles={profiles}
            chosen={draft.profiles}
            error={errorAt(ids.profiles)}
            onChoose={(profileId, on) => {
              act({ do: 'choose', profileId, on });
              if (on) setCurrent(profileId);
            }}
          />
        )}
        <WordsEditor
          id={ids.words}
          draft={draft}
          act={act}
          rooms={rooms}
          networks={networks}
          checkedFor={checkedFor}
          expected={checkError ? null : { link: body.with_link, picture: picturesOf(draft, story).length > 0 }}
          language={story?.language ?? locale}
          error={errorAt(ids.words)}
          current={active?.profile.id ?? null}
          onCurrent={setCurrent}
        />
        {profiles.length === 0 && (
          <div id={ids.profiles} tabIndex={-1}>
            {errorAt(ids.profiles) && <FieldError id={`${ids.profiles}-error`}>{errorAt(ids.profiles)}</FieldError>}
            {props.addProfile}
          </div>
        )}
        <div className="grid empty:hidden">
          {active && story && (
            <Suggestion
              key={active.profile.network}
              caption={caption}
              place={active.name}
              language={story.language}
              onTake={(words) =>
                act({
                  do: 'write',
                  profileId: active.profile.id,
                  text: addWords(wordsFor(draft, active.profile.id), words),
                })
              }
            />
          )}
          {props.facts}
        </div>
      </div>
      <div className="contents lg:sticky lg:top-10 lg:grid lg:content-start lg:gap-6 lg:self-start">
        <Pictures
          programmeId={programmeId}
          story={story}
          pictures={picturesOf(draft, story)}
          most={mostPictures(chosen)}
          act={act}
        />
        <Extras
          story={story}
          draft={draft}
          act={act}
          networks={new Set(chosen.map((one) => one.network))}
          addressId={ids.address}
          addressError={errorAt(ids.address)}
        />
        {!byHand && (
          <WhenPicker
            id={ids.when}
            name={`${uid}-when-choice`}
            at={draft.at}
            zone={person.zone}
            error={errorAt(ids.when)}
            spreads={story !== null}
            onChange={(at, spread) => act({ do: 'set', values: { at, spread } })}
          />
        )}
        <div className="action-bar gap-1.5">
          <Button type="submit" busy={sending.busy} className="w-full">
            <SendWords byHand={byHand} later={draft.at !== null} />
          </Button>
          {!online && (
            <p className="text-sm text-warn">
              <Trans>No connection. Your words are kept; share when it is back.</Trans>
            </p>
          )}
          <KeptLine keeping={keeping} />
          {active && <p className="sr-only">{t`On ${rooms.map(({ name }) => name).join(', ')}`}</p>}
        </div>
      </div>
    </form>
  );
}
