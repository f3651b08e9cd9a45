/** What the server refuses, as one error type: RFC 9457 problems told apart by their `type`. */

export type FieldProblem = { field: string; type: string; detail: string };

type ProblemBody = {
  type?: string;
  title?: string;
  status?: number;
  detail?: string | null;
  errors?: FieldProblem[];
  retry_after?: number;
};

/** No answer at all: the device is offline, or the server cannot be reached. */
export const UNREACHABLE = 'unreachable';

export class Problem extends Error {
  override name = 'Problem';
  /** The slug at the end of the problem's type, such as `story-withdrawn`. */
  readonly type: string;
  /** The HTTP status, 0 when there was no answer. */
  readonly status: number;
  readonly detail: string;
  readonly errors: FieldProblem[];
  /** Seconds to wait before trying again, when the server said so. */
  readonly retryAfter: number | null;

  constructor(type: string, status: number, body: ProblemBody = {}, retryAfter: number | null = null) {
    super(body.title ?? type);
    this.type = type;
    this.status = status;
    this.detail = body.detail ?? '';
    this.errors = body.errors ?? [];
    this.retryAfter = body.retry_after ?? retryAfter;
  }
}

export const isProblem = (error: unknown, type?: string): error is Problem =>
  error instanceof Problem && (type === undefined || error.type === type);

function toProblem(body: unknown, response: Response): Problem {
  const known = typeof body === 'object' && body !== null ? (body as ProblemBody) : {};
  const slug = known.type?.split('/').at(-1) ?? `http-${response.status}`;
  const wait = Number(response.headers.get('Retry-After'));
  return new Problem(slug, response.status, known, wait > 0 ? wait : null);
}

type Answer<Data> = { data?: Data; error?: unknown; response: Response };

/** The data of an answer; throws a `Problem` for a refusal and for no answer. */
export async function unwrap<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call.catch(() => {
    throw new Problem(UNREACHABLE, 0);
  });
  if (error !== undefined || !response.ok) throw toProblem(error, response);
  return data as Data;
}
