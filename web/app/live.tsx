/** What happens elsewhere appears by itself: pages listen to events, and what is on the screen is read again. */
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { followEvents, type StreamState } from '../api/stream.js';
import type { Event } from '../api/types.js';
import { usePlace } from './session_context.js';
import { isOf } from './use_api.js';

/** Events come in bursts: pages hear of them together, and do not ask the server anew more often than this. */
const GATHER_MS = 400;
const REFRESH_MS = 2_000;

/** Without events when something may have been missed. */
type Listener = (events: readonly Event[]) => void;

interface Live {
  readonly state: StreamState;
  listen(listener: Listener): () => void;
}

const LiveContext = createContext<Live>({ state: 'closed', listen: () => () => undefined });

export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const { mode, can } = usePlace();
  const client = useQueryClient();
  const [state, setState] = useState<StreamState>('closed');
  const [listeners] = useState(() => new Set<Listener>());
  const may_listen = can('events', 'read');
  useEffect(() => {
    if (!may_listen) return;
    let gathered: Event[] = [];
    let gather_timer: ReturnType<typeof setTimeout> | undefined;
    let refresh_timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      refresh_timer = undefined;
      void client.invalidateQueries({ predicate: ({ queryKey }) => isOf(mode, queryKey) });
    };
    const tell = () => {
      gather_timer = undefined;
      const events = gathered;
      gathered = [];
      for (const listener of listeners) listener(events);
    };
    const stop = followEvents(mode, {
      state(now) {
        setState(now);
        // What happened between the first look and this moment came as no event.
        if (now !== 'open') return;
        gather_timer ??= setTimeout(tell, GATHER_MS);
        refresh_timer ??= setTimeout(refresh, REFRESH_MS);
      },
      event(event) {
        gathered.push(event);
        gather_timer ??= setTimeout(tell, GATHER_MS);
        refresh_timer ??= setTimeout(refresh, REFRESH_MS);
      },
    });
    return () => {
      stop();
      clearTimeout(gather_timer);
      clearTimeout(refresh_timer);
    };
  }, [mode, may_listen, client, listeners]);
  const live = useMemo<Live>(
    () => ({
      state,
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    }),
    [state, listeners],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useStreamState(): StreamState {
  return useContext(LiveContext).state;
}

export function useEvents(listener: Listener): void {
  const { listen } = useContext(LiveContext);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => listen((events) => latest.current(events)), [listen]);
}
