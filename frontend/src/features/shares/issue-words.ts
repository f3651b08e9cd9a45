/** What each remark on a post says, and what to do. The server tells its stable type and the figures in it. */
import { plural, t } from '@lingui/core/macro';
import type { Issue } from '../../api/types';

type Say = (value: (name: string) => number, issue: Issue) => string;

const WORDS: Record<string, Say> = {
  'text-missing': () => t`Write at least one word of your own`,
  'too-many-bytes': () => t`The text holds more than the network takes. Make it shorter, or use fewer emoji.`,
  'too-many-links': (value) => {
    const limit = value('limit');
    return plural(limit, {
      one: 'The network takes at most # link in a post',
      other: 'The network takes at most # links in a post',
    });
  },
  'too-many-hashtags': (value) => {
    const limit = value('limit');
    return plural(limit, { one: 'The network takes at most # hashtag', other: 'The network takes at most # hashtags' });
  },
  'many-hashtags': () => t`Many hashtags read as advertising. One or two are enough.`,
  'too-many-pictures': (value) => {
    const limit = value('limit');
    return plural(limit, { one: 'The network takes at most # picture', other: 'The network takes at most # pictures' });
  },
  'picture-type': () => t`The network does not take pictures of this kind. Leave it out here.`,
  'picture-too-large': () => t`The picture is too large for the network. Leave it out here.`,
  'picture-required': () => t`The network wants a picture with every post`,
  'picture-cropped': (_, { values }) => {
    const { numbers } = values;
    return numbers
      ? t`The network cuts picture ${numbers} to the shape of the first.`
      : t`The network cuts the picture to another shape.`;
  },
  'picture-beyond-limit': (value, { values }) => {
    const limit = value('limit');
    const numbers = String(values.numbers);
    const left = t`Left out here: picture ${numbers}.`;
    return `${plural(limit, { one: 'The network takes # picture.', other: 'The network takes # pictures.' })} ${left}`;
  },
  'picture-shape-left-out': (_, { values }) => {
    const { numbers } = values;
    return numbers
      ? t`Too wide or too narrow for the network, and left out here: picture ${numbers}.`
      : t`The picture is too wide or too narrow for the network, and is left out here.`;
  },
  'picture-size-left-out': (_, { values }) => {
    const { numbers } = values;
    return numbers
      ? t`Too large for the network, and left out here: picture ${numbers}.`
      : t`The picture is too large for the network, and is left out here.`;
  },
  'picture-shape': () => t`The picture is too wide or too narrow for the network`,
  'pictures-not-fetchable': () =>
    t`The network fetches pictures itself, and cannot reach this installation. Leave the picture out.`,
  'too-many-mentions': (value) => {
    const limit = value('limit');
    return plural(limit, { one: 'The network takes at most # mention', other: 'The network takes at most # mentions' });
  },
  'too-many-cashtags': (value) => {
    const limit = value('limit');
    return plural(limit, {
      one: 'The network takes at most # $cashtag',
      other: 'The network takes at most # $cashtags',
    });
  },
  'longer-than-usual': () => t`Longer than most posts there: only the beginning is seen at first.`,
  'picture-left-out': () => t`The network takes no picture this way; it is left out.`,
  'alt-missing': (_, { values }) => {
    const { numbers } = values;
    return numbers
      ? t`No description yet for people who cannot see it: picture ${numbers}.`
      : t`The picture has no description for people who cannot see it.`;
  },
  'alt-too-long': (value) => {
    const limit = value('limit');
    return plural(limit, {
      one: 'The description of the picture may have # character here',
      other: 'The description of the picture may have # characters here',
    });
  },
  'link-not-clickable': () => t`Links cannot be clicked there; people must copy it.`,
  'card-hidden-by-pictures': () => t`With a picture, the network shows no card for the link.`,
  'has-to-be-pasted': () => t`The network does not fill in the words: you paste them there.`,
  'caption-unedited': () =>
    t`This is the suggestion word for word. Change it until it sounds like you; unchanged it counts as advertising.`,
  'near-copy': (_, { severity, values }) => {
    const passage = String(values.passage);
    return severity === 'error'
      ? t`The network does not allow the same words from several people. Others already say: “${passage}”. Say it the way you would.`
      : t`Others have already said much of this in the same words: “${passage}”. Say it the way you would.`;
  },
  'no-content-warnings': () => t`The network has no warnings before a text, so it will not be shown.`,
  'always-public': () => t`Posts there are always public.`,
  'card-picture-too-large': () => t`The picture is too large for the link’s card, which is shown without it.`,
  'link-only': () => t`A link alone says little. Tell why you share it.`,
  shouting: () => t`Many capital letters read as shouting.`,
  'profile-unusable': () => t`The profile must be connected again first.`,
};

export function issueWords(issue: Issue): string {
  const say = WORDS[issue.type];
  return say
    ? say((name) => Number(issue.values[name] ?? 0), issue)
    : t`The network may not take the post as it is. Look it through.`;
}
