import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import type { Share } from '../../api/types';
import { toast } from '../../components/ui/toast';
import { formatWallTime } from '../../lib/format';
import type { Draft } from './draft';
import { movePosts } from './mutations';

/** Tells that a planned share made way for colleagues', and lets the person keep the time they asked for. */
export function useTelling(zone: string) {
  const { t } = useLingui();
  const client = useQueryClient();
  return (share: Share, { at: asked, spread }: Pick<Draft, 'at' | 'spread'>) => {
    const moved = share.posts.find(({ wall_time }) => wall_time.slice(0, 16) !== asked);
    if (!asked || !spread || !moved) return;
    const before = formatWallTime(asked);
    const after = formatWallTime(moved.wall_time);
    const keep = async () => {
      try {
        await movePosts(share.posts, asked, zone);
        toast(t`Your post goes out at ${before}.`);
      } catch {
        toast(t`The time could not be changed back.`);
      }
      await client.invalidateQueries({ queryKey: ['shares'] });
    };
    toast(t`Colleagues share this story at ${before}, so yours goes out at ${after}.`, {
      act: { label: t`Keep ${before}`, run: () => void keep() },
      lasting: true,
    });
  };
}
