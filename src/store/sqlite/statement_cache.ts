/** Statements that are made as they are needed. */
import type { Statement } from './binding.js';

/** They depend on the shape of what is asked; there are few shapes, and preparing is dear. */
export function statementCache(prepare: (sql: string) => Statement): (sql: string) => Statement {
  const prepared = new Map<string, Statement>();
  return (sql) => {
    const found = prepared.get(sql);
    if (found !== undefined) return found;
    if (prepared.size >= 500) prepared.clear();
    const made = prepare(sql);
    prepared.set(sql, made);
    return made;
  };
}
