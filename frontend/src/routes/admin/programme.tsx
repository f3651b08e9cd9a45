/** The settings of one programme. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Programme } from '../../api/types';
import { Loaded } from '../../components/ui/loaded';
import { BackLink, PageHeading } from '../../components/ui/page';
import { toast } from '../../components/ui/toast';
import { usePerson } from '../../features/people/use-session';
import { useUpdateProgramme } from '../../features/programmes/admin/mutations';
import { programmeQuery } from '../../features/programmes/admin/queries';
import { fromProgramme, type SettingsValues, toChanges } from '../../features/programmes/admin/settings';
import { SettingsForm } from '../../features/programmes/admin/settings-form';

function Editor({ programme }: { programme: Programme }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const person = usePerson();
  const version = useRef(programme.etag);
  const update = useUpdateProgramme(programme.id);
  const send = async (values: SettingsValues) => {
    const saved = await update.mutateAsync({ body: toChanges(values), etag: version.current });
    version.current = saved.etag;
    toast(t`The settings are saved.`);
    return fromProgramme(saved);
  };
  const reread = async () => {
    const theirs = await client.fetchQuery({ ...programmeQuery(programme.id), staleTime: 0 });
    version.current = theirs.etag;
    return fromProgramme(theirs);
  };
  return (
    <SettingsForm
      keep={`programme:${person.id}:${programme.id}`}
      saved={fromProgramme(programme)}
      send={send}
      reread={reread}
    />
  );
}

export function ProgrammePage() {
  const { t } = useLingui();
  const { programmeId } = useParams({ from: '/signed-in/admin/programmes/$programmeId' });
  const query = useQuery(programmeQuery(programmeId));
  const name = query.data?.name;
  return (
    <>
      <BackLink to="/admin/programmes">
        <Trans>Programmes</Trans>
      </BackLink>
      <PageHeading title={name ?? t`Settings`} lead={t`Settings`} />
      <Loaded query={query} skeleton={<div className="skeleton h-[70vh]" />}>
        {(programme) => <Editor key={programme.id} programme={programme} />}
      </Loaded>
    </>
  );
}
