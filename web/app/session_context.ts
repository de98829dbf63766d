/** The mode that is looked at, and what the session may do in it. */
import { createContext, useContext } from 'react';
import type { Mode } from '../api/http.js';
import type { SessionMode } from '../api/session.js';

/** Under which the session is kept among what was read. */
export const SESSION_KEY = ['session'] as const;

export interface Place {
  readonly mode: Mode;
  readonly session: SessionMode;
  /** What rights of a key can be on. */
  readonly resources: readonly string[];
  /** Whether the key may read or change a resource. */
  can(resource: string, right: 'read' | 'write'): boolean;
}

export const PlaceContext = createContext<Place | null>(null);

export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (place === null) throw new Error('this component is used outside of a mode');
  return place;
}
