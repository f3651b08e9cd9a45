/** The server's words as types: one name for each schema that screens speak about. */
import type { components } from './schema.gen';

type Schemas = components['schemas'];

export type Session = Schemas['Session'];
export type Person = Schemas['Person'];
export type Organisation = Schemas['Organisation'];
export type Membership = Schemas['Membership'];
export type OpenSession = Schemas['OpenSession'];

export type Programme = Schemas['Programme'];
export type ProgrammeKind = Programme['kind'];
export type JoinOffer = Schemas['JoinOffer'];
export type Ambassador = Schemas['Ambassador'];
export type Invitation = Schemas['Invitation'];

export type Asset = Schemas['Asset'];
export type Story = Schemas['Story'];
export type StorySummary = Schemas['StorySummary'];
export type StoryText = Schemas['StoryText'];
export type Audience = Schemas['Audience'];
export type AddressRead = Schemas['AddressRead'];
export type FeedItem = Schemas['FeedItem'];

export type NetworkInfo = Schemas['NetworkInfo'];
export type Profile = Schemas['Profile'];

export type AppPlace = Schemas['NetworkApps'];
export type AppEntry = Schemas['AppEntry'];
export type AppTest = Schemas['AppTest'];

export type Deliveries = Schemas['Deliveries'];
export type Hold = Schemas['Hold'];

export type PostDraft = Schemas['PostDraft'];
export type PostCheck = Schemas['PostCheck'];
export type Issue = Schemas['Issue'];
export type Share = Schemas['Share'];
export type Post = Schemas['Post'];
export type Attempt = Post['attempts'][number];

export type Figure = Schemas['Figure'];
export type Impact = Schemas['Impact'];
export type Outcomes = Schemas['Outcomes'];
export type AuditEvent = Schemas['Event'];

export type Locale = Person['locale'];
export type Role = Membership['roles'][number];
export type Topic = Story['topic'];
export type StoryState = Story['state'];
export type PostState = Post['state'];
