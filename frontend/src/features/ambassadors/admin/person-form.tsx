/** One person's roles, groups and languages, and whether they take part right now. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isProblem } from '../../../api/problems';
import type { Ambassador, Locale } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { CheckChip } from '../../../components/ui/chip';
import { CheckField, FieldGroup } from '../../../components/ui/field';
import { Notice } from '../../../components/ui/notice';
import { toast } from '../../../components/ui/toast';
import { Trouble } from '../../../components/ui/trouble';
import { type PersonChanges, usePause, useUpdatePerson } from './mutations';
import { tagsQuery } from './queries';
import { TagsField } from './tags-field';
import { ROLE_NAMES, ROLES } from './words';

type Props = { programmeId: string; person: Ambassador; onDone: () => void };

const LANGUAGES: [Locale, string][] = [
  ['da', 'Dansk'],
  ['en', 'English'],
];

const toggle = <Item,>(items: Item[], item: Item, on: boolean): Item[] =>
  on ? [...items, item] : items.filter((one) => one !== item);

type FieldsProps = { values: PersonChanges; onChange: (values: PersonChanges) => void; noRole: boolean };

function Roles({ values, onChange, noRole }: FieldsProps) {
  const { t, i18n } = useLingui();
  return (
    <FieldGroup legend={<Trans>Roles</Trans>} error={noRole ? t`Choose at least one role` : undefined}>
      {ROLE_NAMES.map((role) => {
        const may = i18n._(ROLES[role].may);
        return (
          <CheckField
            key={role}
            checked={values.roles.includes(role)}
            onChange={(event) => onChange({ ...values, roles: toggle(values.roles, role, event.target.checked) })}
            label={
              <>
                <strong>{i18n._(ROLES[role].name)}</strong> <span className="text-muted">{may}</span>
              </>
            }
          />
        );
      })}
    </FieldGroup>
  );
}

function Languages({ values, onChange }: Omit<FieldsProps, 'noRole'>) {
  return (
    <FieldGroup legend={<Trans>Speaks</Trans>}>
      <div className="flex flex-wrap gap-2">
        {LANGUAGES.map(([code, name]) => (
          <CheckChip
            key={code}
            lang={code}
            checked={values.languages.includes(code)}
            onChange={(event) =>
              onChange({ ...values, languages: toggle(values.languages, code, event.target.checked) })
            }
          >
            {name}
          </CheckChip>
        ))}
      </div>
    </FieldGroup>
  );
}

function Pause({ person }: { person: Ambassador }) {
  const { t } = useLingui();
  const pause = usePause();
  const name = person.name;
  const paused = person.state === 'paused';
  if (!paused && person.state !== 'active') return null;
  const change = () =>
    pause.mutate(
      { id: person.id, paused: !paused },
      { onSuccess: () => toast(paused ? t`${name} takes part again.` : t`${name} is paused.`) },
    );
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      <p className="text-muted">
        {paused ? (
          <Trans>Paused: can read, but not share. Planned posts wait.</Trans>
        ) : (
          <Trans>A pause stops sharing for a while. Nothing is lost, and it can be ended at any time.</Trans>
        )}
      </p>
      {pause.isError && <Trouble error={pause.error} />}
      <div>
        <Button look="outline" busy={pause.isPending} onClick={change}>
          {paused ? <Trans>End the pause</Trans> : <Trans>Pause {name}</Trans>}
        </Button>
      </div>
    </div>
  );
}

export function PersonForm({ programmeId, person, onDone }: Props) {
  const { t } = useLingui();
  const known = useQuery(tagsQuery(programmeId)).data ?? [];
  const { roles, tags, languages, name } = person;
  const [values, setValues] = useState<PersonChanges>({ roles, tags, languages });
  const [tried, setTried] = useState(false);
  const update = useUpdatePerson(person);
  const overtaken = isProblem(update.error, 'precondition-failed');
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (values.roles.length === 0) return;
    update.mutate(values, {
      onSuccess: () => {
        toast(t`${name} is saved.`);
        onDone();
      },
    });
  };
  return (
    <div className="grid gap-5">
      <form noValidate onSubmit={save} className="grid gap-5">
        {overtaken && (
          <Notice look="warn" alert title={<Trans>Someone else changed {name} in the meantime</Trans>}>
            <p>
              <Trans>Your choices are still here. Save again to put them in place of theirs.</Trans>
            </p>
          </Notice>
        )}
        {update.isError && !overtaken && <Trouble error={update.error} />}
        <Roles values={values} onChange={setValues} noRole={tried && values.roles.length === 0} />
        <TagsField known={known} value={values.tags} onChange={(next) => setValues({ ...values, tags: next })} />
        <Languages values={values} onChange={setValues} />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" busy={update.isPending}>
            <Trans>Save</Trans>
          </Button>
          <Button look="quiet" onClick={onDone}>
            <Trans>Go back</Trans>
          </Button>
        </div>
      </form>
      <Pause person={person} />
    </div>
  );
}
