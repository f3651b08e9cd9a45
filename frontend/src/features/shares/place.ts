import type { Post } from '../../api/types';
import type { Place } from '../../components/ui/place';

export const placeOf = ({ network, profile }: Pick<Post, 'network' | 'profile'>): Place => ({
  network,
  instance: profile.instance,
});
