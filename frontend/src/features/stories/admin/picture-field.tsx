/** The story's picture: chosen, described for those who cannot see it, and with its important part marked. */
import { Trans, useLingui } from '@lingui/react/macro';
import { type ChangeEvent, useId } from 'react';
import { fieldWords } from '../../../api/problem-words';
import { isProblem } from '../../../api/problems';
import type { Asset } from '../../../api/types';
import { Button } from '../../../components/ui/button';
import { Field, TextArea, TextField } from '../../../components/ui/field';
import { Trouble } from '../../../components/ui/trouble';
import { FocalPoint } from './focal-point';
import { useUploadPicture } from './mutations';

type Registered = { id: string; error?: string };

type Props = {
  programmeId: string;
  asset: Asset | null;
  /** Where its description is registered with the form. */
  alt: Registered;
  onChange: (asset: Asset | null) => void;
};

/** Why the file was not taken: the server stops reading far too large ones before it knows that they are pictures. */
function refusalOf(error: unknown): string | undefined {
  if (!isProblem(error)) return undefined;
  return error.type === 'body-too-large' ? 'picture-too-large' : error.errors[0]?.type;
}

function Upload({ programmeId, onChange }: Omit<Props, 'asset' | 'alt'>) {
  const { i18n } = useLingui();
  const uid = useId();
  const upload = useUploadPicture(programmeId);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) upload.mutate({ file, alt: '', rights: '' }, { onSuccess: onChange });
  };
  const refused = refusalOf(upload.error);
  return (
    <div className="grid gap-2">
      <Field
        id={`${uid}-file`}
        label={<Trans>Choose a picture</Trans>}
        hint={<Trans>JPEG, PNG or WebP. Where and when it was taken is removed from the file.</Trans>}
        error={refused && fieldWords(i18n, refused)}
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

/** What is written about the picture goes to the server with the rest of the story. */
function Details({ asset, alt, onChange }: { asset: Asset; alt: Registered; onChange: (asset: Asset) => void }) {
  return (
    <div className="grid gap-4">
      <FocalPoint asset={asset} onChange={(focal_x, focal_y) => onChange({ ...asset, focal_x, focal_y })} />
      <TextArea
        {...alt}
        rows={2}
        maxLength={1_500}
        label={<Trans>What does it show, for people who cannot see it?</Trans>}
        value={asset.alt}
        onChange={(event) => onChange({ ...asset, alt: event.target.value })}
      />
      <TextField
        optional
        maxLength={500}
        label={<Trans>Who took it, and have the people in it said yes?</Trans>}
        value={asset.rights}
        onChange={(event) => onChange({ ...asset, rights: event.target.value })}
      />
    </div>
  );
}

export function PictureField({ programmeId, asset, alt, onChange }: Props) {
  return (
    <section className="grid gap-3">
      <h2>
        <Trans>Picture</Trans>
      </h2>
      {asset ? (
        <>
          <Details asset={asset} alt={alt} onChange={onChange} />
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
