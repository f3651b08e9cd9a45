/** The story's picture: chosen, described for those who cannot see it, and with its important part marked. */
import { Trans, useLingui } from '@lingui/react/macro';
import { type ChangeEvent, useId, useState } from 'react';
import { fieldWords } from '../../../api/problem-words';
import { isProblem } from '../../../api/problems';
import type { Asset } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { Field, TextField } from '../../../components/ui/field';
import { Trouble } from '../../../components/ui/trouble';
import { FocalPoint } from './focal-point';
import { useUpdatePicture, useUploadPicture } from './mutations';

type Props = { programmeId: string; asset: Asset | null; onChange: (asset: Asset | null) => void };

function Upload({ programmeId, onChange }: Omit<Props, 'asset'>) {
  const { i18n } = useLingui();
  const uid = useId();
  const upload = useUploadPicture(programmeId);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) upload.mutate({ file, alt: '', rights: '' }, { onSuccess: onChange });
  };
  const refused = isProblem(upload.error) ? upload.error.errors[0] : undefined;
  return (
    <div className="grid gap-2">
      <Field
        id={`${uid}-file`}
        label={<Trans>Choose a picture</Trans>}
        hint={<Trans>JPEG, PNG or WebP. Where and when it was taken is removed from the file.</Trans>}
        error={refused && fieldWords(i18n, refused.type)}
      >
        {(control) => (
          <input
            {...control}
            type="file"
            accept="image/jpeg,image/png,image/webp"
            onChange={take}
            className="control py-2"
          />
        )}
      </Field>
      {upload.isPending && (
        <p role="status">
          <Trans>The picture is being read …</Trans>
        </p>
      )}
      {upload.isError && !refused && <Trouble error={upload.error} />}
    </div>
  );
}

function Details({ asset, onChange }: { asset: Asset; onChange: (asset: Asset) => void }) {
  const update = useUpdatePicture();
  const [alt, setAlt] = useState(asset.alt);
  const [rights, setRights] = useState(asset.rights);
  const save = (values: Partial<Pick<Asset, 'alt' | 'rights' | 'focal_x' | 'focal_y'>>) =>
    update.mutate({ id: asset.id, ...values }, { onSuccess: onChange });
  return (
    <div className="grid gap-4">
      <FocalPoint asset={asset} onChange={(x, y) => save({ focal_x: x, focal_y: y })} />
      <TextField
        label={<Trans>What does it show, for people who cannot see it?</Trans>}
        value={alt}
        onChange={(event) => setAlt(event.target.value)}
        onBlur={() => alt !== asset.alt && save({ alt })}
      />
      <TextField
        label={<Trans>Who took it, and have the people in it said yes?</Trans>}
        value={rights}
        onChange={(event) => setRights(event.target.value)}
        onBlur={() => rights !== asset.rights && save({ rights })}
      />
      {update.isError && <Trouble error={update.error} />}
    </div>
  );
}

export function PictureField({ programmeId, asset, onChange }: Props) {
  return (
    <section className="grid gap-3">
      <h2>
        <Trans>Picture</Trans>
      </h2>
      {asset ? (
        <>
          <Details key={asset.id} asset={asset} onChange={onChange} />
          <div>
            <Button look="quiet" className="-ml-2" onClick={() => onChange(null)}>
              <Trans>Leave the picture out</Trans>
            </Button>
          </div>
        </>
      ) : (
        <Upload programmeId={programmeId} onChange={onChange} />
      )}
    </section>
  );
}
