/** A pager for a question. The last few are kept, so that going back finds the list as it was left. */
import { useEffect, useSyncExternalStore } from 'react';
import { type Fields, formText } from '../api/form.js';
import { call, type Mode } from '../api/http.js';
import type { List } from '../api/types.js';
import { Pager, type PagerState } from '../model/pager.js';
import { usePlace } from './session_context.js';

const KEPT = 4;
// biome-ignore lint/suspicious/noExplicitAny: pagers of different objects, each under a path of its own
const kept = new Map<string, Pager<any, any>>();

interface Shown<Wire, Row extends { readonly id: string }> extends PagerState<Row> {
  readonly pager: Pager<Wire, Row>;
}

export function usePager<Wire, Row extends { readonly id: string }>(
  path: string,
  fields: Fields,
  rowOf: (object: Wire) => Row,
): Shown<Wire, Row> {
  const { mode } = usePlace();
  const key = `${mode} ${path}?${formText(fields)}`;
  let pager = kept.get(key) as Pager<Wire, Row> | undefined;
  if (pager === undefined) {
    const load = (cursor: object) => call<List<Wire>>(mode, { method: 'GET', path, fields: { ...fields, ...cursor } });
    pager = new Pager(load, rowOf);
    kept.set(key, pager);
    for (const old of [...kept.keys()].slice(0, -KEPT)) kept.delete(old);
  }
  const current = pager;
  useEffect(() => {
    const { is_known, is_loading } = current.snapshot();
    if (!is_known && !is_loading) void current.loadMore();
    // What happened while the reader was elsewhere; without an answer the list is merely older.
    else if (is_known) void current.loadNew().catch(() => undefined);
  }, [current]);
  return { ...useSyncExternalStore(current.subscribe, current.snapshot), pager: current };
}

/** Puts what another page has read into the lists that are kept. */
export function updateKept(mode: Mode, path: string, object: { readonly id: string }): void {
  for (const [key, pager] of kept) {
    if (key.startsWith(`${mode} ${path}?`) && pager.has(object.id)) pager.replace(object);
  }
}
