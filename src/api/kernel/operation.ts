/** An operation: one method on one path, with everything that is known about it. Documentation is made from it. */
import type { Refusal } from '../../core/kernel/errors.js';
import type { Kind } from '../../core/kernel/kind.js';
import { array, boolean, described, hash, type Members, type Schema, string } from '../../wire/parameters.js';
import type { Resource } from './access.js';
import type { Call } from './call.js';
import type { Service } from './service.js';

type Publishable = 'with_secret' | 'freely';

export interface OperationDeclaration<M extends Members, N> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `:id` for the object's id, and a name for the id of an object below it. */
  readonly path: `/v1/${string}`;
  /** One line for the documentation. */
  readonly summary: string;
  readonly resource: Resource;
  readonly parameters: M;
  /** The kind of the answer; lists and searches answer with pages of it. Absent: nothing in it can be expanded. */
  readonly answers?: Kind;
  /** The object of the answer, for the documentation, where it is not simply one of that kind. */
  readonly object?: string;
  readonly page?: true;
  /** What the answer is, where it is no JSON. */
  readonly media_type?: 'text/csv';
  /** Daybook offers this, Stripe does not. */
  readonly extension?: true;
  /** A publishable key may use it too: on the intent whose client secret comes along, or freely. */
  readonly publishable?: Publishable;
  /** Answers with server-sent events. */
  readonly streams?: true;
  /**
   * A link of the dashboard leads here, so that the browser saves the answer: the session counts without the header that
   * links cannot send, and the query says in which mode.
   */
  readonly linked?: true;
  /** What it is given beside the call; absent where the call is enough. */
  readonly needs?: Service<N>;
  /** Answers with what becomes the body, or refuses. */
  readonly run: (call: Call, parameters: Values<M>, needed: N) => Promise<object | Refusal>;
}

type Values<M extends Members> = ReturnType<typeof hash<M>> extends Schema<infer Value> ? Value : never;

export interface Operation {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly resource: Resource;
  readonly parameters: Schema<object>;
  readonly answers: Kind | undefined;
  readonly object: string | undefined;
  readonly page: boolean;
  /** Answers with a page of a search, which says how many it found where `expand` asks for `total_count`. */
  readonly searches: boolean;
  readonly media_type: 'text/csv' | undefined;
  readonly extension: boolean;
  readonly publishable: Publishable | undefined;
  readonly streams: boolean;
  readonly linked: boolean;
  readonly needs: Service<unknown> | undefined;
  readonly run: (call: Call, parameters: object, needed?: unknown) => Promise<object | Refusal>;
}

const EXPAND = { expand: described(array(string(), { maximum_items: 20 }), 'Objects to answer with instead of ids.') };

const CLIENT_SECRET = {
  client_secret: described(string(), "The intent's own. Required with a publishable key, and checked with every key."),
};

const LIVEMODE = {
  livemode: described(
    boolean(),
    'The mode that a link of the dashboard asks in. With a key, it must be the mode of the key.',
  ),
};

/** Every operation takes `expand`, and those on an intent for publishable keys a client secret; the rest is its own. */
export function operation<const M extends Members, N = undefined>(declaration: OperationDeclaration<M, N>): Operation {
  const {
    answers,
    object,
    page = false,
    media_type,
    extension = false,
    publishable,
    streams = false,
    linked = false,
    parameters,
    needs,
    run,
    ...rest
  } = declaration;
  return {
    ...rest,
    answers,
    object,
    page,
    searches: declaration.path.endsWith('/search'),
    media_type,
    extension,
    publishable,
    streams,
    linked,
    parameters: hash({
      ...parameters,
      ...(publishable === 'with_secret' ? CLIENT_SECRET : {}),
      ...(linked ? LIVEMODE : EXPAND),
    }) as Schema<object>,
    needs: needs as Operation['needs'],
    run: run as Operation['run'],
  };
}
