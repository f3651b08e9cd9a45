/** A network that stands in for the real one: where its control door is, and the app that was made there. */
export type Beside = { door: string; client_id: string; client_secret: string; mode: string };

/** What the stack says of itself when it is up. */
export type Stack = {
  public: string;
  metrics: string;
  practice: string;
  /** Where the run's data lie; nothing of it is left afterwards. */
  folder: string;
  administrator: string;
  curator: string;
  ambassador: string;
  join_url: string;
  join_code: string;
  networks: Record<string, Beside>;
};

export type Role = 'administrator' | 'curator' | 'ambassador';
export const ROLES: Role[] = ['administrator', 'curator', 'ambassador'];

/** Where a role's session is kept between tests; beside the results, which nobody checks in. */
export const statePath = (role: Role): string => `test-results/${role}.json`;

export function knownStack(): Stack {
  const line = process.env.FORTALER_STACK;
  if (!line) throw new Error('the stack was not started');
  return JSON.parse(line) as Stack;
}
