/** Who gets the story in their feed, with the number of people it reaches as it stands. */
import { Plural, Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { Audience, Locale } from '../../../api/types';
import { CheckChip } from '../../../components/ui/chip';
import { FieldGroup } from '../../../components/ui/field';
import { audienceQuery } from '../queries';

type Props = { programmeId: string; tags: string[]; value: Audience; onChange: (audience: Audience) => void };

const toggle = <Item,>(items: Item[], item: Item, on: boolean): Item[] =>
  on ? [...items, item] : items.filter((one) => one !== item);

function Count({ programmeId, audience }: { programmeId: string; audience: Audience }) {
  const { data } = useQuery(audienceQuery(programmeId, audience));
  if (!data) return null;
  const { count, of, min_group_size: least } = data;
  return (
    <p role="status" className="font-semibold tabular-nums">
      {count === null || of === null ? (
        <Trans>Fewer than {least} are in, or left out. How many is not told, so that nobody can be picked out.</Trans>
      ) : (
        <Plural value={count} one={`# person out of ${of}`} other={`# people out of ${of}`} />
      )}
    </p>
  );
}

export function AudienceField({ programmeId, tags, value, onChange }: Props) {
  const languages: [Locale, string][] = [
    ['da', 'Dansk'],
    ['en', 'English'],
  ];
  return (
    <section className="grid gap-4">
      <h2>
        <Trans>For whom?</Trans>
      </h2>
      {tags.length > 0 && (
        <FieldGroup legend={<Trans>Only these groups</Trans>} hint={<Trans>None chosen: everyone.</Trans>}>
          <div className="flex flex-wrap gap-2">
            {tags.map((tag) => (
              <CheckChip
                key={tag}
                checked={value.tags.includes(tag)}
                onChange={(event) => onChange({ ...value, tags: toggle(value.tags, tag, event.target.checked) })}
              >
                {tag}
              </CheckChip>
            ))}
          </div>
        </FieldGroup>
      )}
      <FieldGroup legend={<Trans>Only people who speak</Trans>}>
        <div className="flex flex-wrap gap-2">
          {languages.map(([code, name]) => (
            <CheckChip
              key={code}
              lang={code}
              checked={value.languages.includes(code)}
              onChange={(event) =>
                onChange({ ...value, languages: toggle(value.languages, code, event.target.checked) })
              }
            >
              {name}
            </CheckChip>
          ))}
        </div>
      </FieldGroup>
      <Count programmeId={programmeId} audience={value} />
    </section>
  );
}
