import { useState } from 'react';
import { isProblem, type Problem } from '../../api/problems';
import type { Asset } from '../../api/types';
import { useAddPicture } from './mutations';

export type Refused = { name: string; error: unknown };

/** Why a file was not taken: the server stops reading far too large ones before it knows that they are pictures. */
export function refusalOf(error: unknown): string | undefined {
  if (!isProblem(error)) return undefined;
  const { type, errors }: Problem = error;
  return type === 'body-too-large' ? 'picture-too-large' : (errors[0]?.type ?? type);
}

/** Takes in files one after the other, and says of each that is not taken why. */
export function useUploads(programmeId: string, onAdded: (asset: Asset) => void) {
  const { mutateAsync } = useAddPicture(programmeId);
  const [waiting, setWaiting] = useState(0);
  const [refused, setRefused] = useState<Refused[]>([]);
  const take = async (files: File[]) => {
    setRefused([]);
    setWaiting(files.length);
    for (const file of files) {
      try {
        onAdded(await mutateAsync(file));
      } catch (error) {
        setRefused((before) => [...before, { name: file.name, error }]);
      }
      setWaiting((before) => before - 1);
    }
  };
  return { take, waiting, refused };
}
