/** The part of the picture that must stay in view when it is cropped: a tap on it, or two sliders for the keyboard. */
import { Trans } from '@lingui/react/macro';
import { type MouseEvent, useId } from 'react';
import type { Asset } from '../../../api/types';

type Props = { asset: Asset; onChange: (x: number, y: number) => void };

const STEP = 0.05;

export function FocalPoint({ asset, onChange }: Props) {
  const uid = useId();
  const { focal_x: x, focal_y: y } = asset;
  const tap = (event: MouseEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onChange((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  };
  return (
    <div className="grid gap-2">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the sliders below do the same by keyboard */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div className="relative w-fit max-w-full cursor-crosshair overflow-hidden rounded-md" onClick={tap}>
        <img
          src={`${asset.url}?width=640`}
          alt={asset.alt}
          width={asset.width}
          height={asset.height}
          className="block h-auto max-h-80 w-auto max-w-full"
        />
        <span
          aria-hidden="true"
          className="pointer-events-none absolute size-8 -translate-x-1/2 -translate-y-1/2 rounded-full border-[3px] border-white shadow-[0_0_0_2px_#000]"
          style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
        />
      </div>
      <p className="text-sm text-muted">
        <Trans>Tap what must stay in view when the picture is cropped.</Trans>
      </p>
      <div className="grid max-w-80 gap-1 text-sm">
        <label htmlFor={`${uid}-x`}>
          <Trans>From the left</Trans>
        </label>
        <input
          id={`${uid}-x`}
          type="range"
          min={0}
          max={1}
          step={STEP}
          value={x}
          onChange={(event) => onChange(event.target.valueAsNumber, y)}
          className="min-h-6 accent-(--brand)"
        />
        <label htmlFor={`${uid}-y`}>
          <Trans>From the top</Trans>
        </label>
        <input
          id={`${uid}-y`}
          type="range"
          min={0}
          max={1}
          step={STEP}
          value={y}
          onChange={(event) => onChange(x, event.target.valueAsNumber)}
          className="min-h-6 accent-(--brand)"
        />
      </div>
    </div>
  );
}
